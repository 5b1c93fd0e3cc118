"""Short addresses, QR codes and posters by which a partner or place is counted, never a person."""
