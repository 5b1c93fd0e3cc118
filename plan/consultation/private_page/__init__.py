"""What a respondent can do with a response that was sent, by its secret link."""
