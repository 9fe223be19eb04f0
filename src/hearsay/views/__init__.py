"""What a case shows: the rows of its tables. In: a shelf of current records. Out: rows of the contract."""
