"""VietQR: a code that any bank's app reads (EMVCo with CRC), paid by transfer, matched by reference from the statement."""
