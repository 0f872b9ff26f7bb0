"""BPMN 2.0 as an exchange format: read what others draw, say by id what cannot be kept.

``read(data)`` → ``Diagram``; ``check(diagram)`` → what would go wrong if its tokens ran. The engine of the portal is
workflow/language.py; a diagram is not executed here, whatever its ``isExecutable`` says.
"""

from workflow.bpmn.model import BadDiagram, Diagram, Flow, Lane, Left, Node
from workflow.bpmn.reader import read
from workflow.bpmn.tokens import check

__all__ = ["BadDiagram", "Diagram", "Flow", "Lane", "Left", "Node", "check", "read"]
