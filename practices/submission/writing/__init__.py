"""Writing a record: chapters, drafts, answers, subjects, help beside fields."""
