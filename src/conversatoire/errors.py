"""What can go wrong, told to a person: every message says what, where (file, line, key) and what to do."""


class ConversatoireError(Exception):
    """The root: the command line prints its message without a traceback and exits with `exit_code`."""

    exit_code = 2


class StudyError(ConversatoireError):
    """A study file, a study's name or a command's option is wrong."""


class SourceError(ConversatoireError):
    """A source as a whole cannot be read: no such file, unknown column, not the format it claims to be."""


class RunError(ConversatoireError):
    """A step failed while it ran, or a result is not what its manifest says."""

    exit_code = 1
