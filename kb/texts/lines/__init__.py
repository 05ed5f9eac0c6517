"""What is typed on one line: a title, a name, an address, a tag; cleaned in one way wherever it is typed."""
