"""Acts on several dossiers at once: chosen in the queue, looked over on a summary page, told one by one."""
