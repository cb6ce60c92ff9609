"""Two runs or two months beside each other: what differs in how they were made, and what moved by more than its uncertainty."""
