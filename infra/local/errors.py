"""Every deliberate error of the laptop runner.

LocalError
├── FolderInUseError    another process uses the data folder
├── PortInUseError      another process listens on the port
├── EngineError         the engine does not start, or does not save
├── NoSuchFunctionError the template has no function of that name
├── FunctionFailedError a function raised; its message stays in its log
└── BodyTooLargeError   a request is larger than API Gateway or Lambda takes
"""


class LocalError(Exception):
    """Any of them; its text is one line for a person."""


class FolderInUseError(LocalError):
    """Another process uses the data folder."""


class PortInUseError(LocalError):
    """Another process listens on the port."""


class EngineError(LocalError):
    """The engine does not start, or does not save."""


class NoSuchFunctionError(LocalError):
    """The template has no function of that name."""


class FunctionFailedError(LocalError):
    """A function raised; what it said stays in its log."""


class BodyTooLargeError(LocalError):
    """A request is larger than API Gateway or Lambda takes."""
