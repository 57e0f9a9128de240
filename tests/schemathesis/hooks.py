"""Names what the tool is told beside the description."""

import blanks  # noqa: F401
import lines  # noqa: F401
