"""Mail on its way out: an SMTP proxy and a milter, which read the same letters and ask the same gate."""
