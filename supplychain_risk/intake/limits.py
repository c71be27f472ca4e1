"""Limits that keep a hostile or broken file from taking the machine down. Each has its reason."""

MAX_FILE_BYTES = 1_000_000_000
"""Files are read whole to be hashed; a supplier list of a gigabyte is a mistake."""

MAX_UNPACKED_BYTES = 2_000_000_000
"""Sum of the sizes a zip declares. A sheet of a million rows and 20 columns unpacks to about 1 GB of XML."""

MAX_RATIO = 400
"""Unpacked to packed size of one zip member of 50 MB or more. Real sheets stay below 100; a zip bomb reaches 1,000."""

RATIO_COUNTS_FROM = 50_000_000
"""Small members may well be very repetitive: 2,500 rows of one formula."""

MAX_CELLS = 40_000_000
"""Cells in the rectangle of a sheet that holds its values. The reader allocates the whole rectangle (about 30 bytes a
cell): one stray character in XFD1048576 would ask for half a terabyte. A stray cell
in column XFD of a thousand rows, or in the last row of ten columns, is still read."""

MAX_COLUMNS_READ = 2_000
"""Columns kept per sheet. No supplier list has more; the rest is reported."""

MAX_CELL = 1_000_000
"""Characters in one line of a text file; spreadsheets hold 32,767 in a cell and 16,384 columns, mostly empty."""
