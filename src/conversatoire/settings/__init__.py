"""The sections of a study, one file each: what a study file may say."""
