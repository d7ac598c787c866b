"""What the words of a report say: title, agency, dates; and contacts, which are overwritten."""
