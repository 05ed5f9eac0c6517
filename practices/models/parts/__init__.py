"""Parts that all kinds of record are made from: fields, choices, contact, kept addresses, read versions."""
