### What this theme says beyond the default one, in English.

# The numbered list of sources at the end of a page.
endnotes = Endnotes
