"""Files of procedures in and out: upload with its progress and result, exports, the annex of a decision."""
