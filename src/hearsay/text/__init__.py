"""What all stages know about writing: folding, segmenting, languages, dates, numbers, places, names.

In: text of a page, as it was read. Out: spans, keys and mentions with offsets into that original text. No I/O but the
package's own data files, no clock, nothing at import.
"""
