"""Who does the work: roles that somebody holds, four eyes, and what a clock may do in a person's place."""

from collections.abc import Collection, Iterator, Mapping

from workflow.model import Problem, Process, Step
from workflow.words import ASKING, BY_PEOPLE_ONLY, DECISIONS

Held = Collection[str] | Mapping[str, Mapping[str, Collection[str]]]


def held(process: Process, roles: Held) -> Iterator[Problem]:
    """Roles that nobody holds where the step is done.

    ``roles`` are all that are held there, or, by the resolver's word (receiving, handling), each agency's by its name:
    then every agency that offers the procedure is looked at, and steps of agencies that only a dossier names are not.
    """
    for step in process.steps:
        for role in sorted(_wanted(step)):
            if not isinstance(roles, Mapping):
                if role not in roles:
                    yield Problem(step.key, "nobody", f"Không ai giữ vai trò “{role}” ở nơi thực hiện bước này.")
            elif lacking := sorted(name for name, found in roles.get(step.agency.kind, {}).items() if role not in found):
                some = ", ".join(lacking[:2]) + (f" và {len(lacking) - 2} nơi khác" if len(lacking) > 2 else "")
                yield Problem(step.key, "nobody-there", f"Chưa có ai giữ vai trò “{role}” ở {some}.")


def _wanted(step: Step) -> set[str]:
    """The roles that the step needs at its own agency."""
    told = [one.to_role for one in step.escalate if one.agency is None]
    instead = [step.substitute.role] if step.substitute and step.substitute.agency is None else []
    asked = [consult.role for consult in step.consults if consult.agency == step.agency]
    return {step.role, *told, *instead, *asked} - {""}


def four_eyes(process: Process) -> Iterator[Problem]:
    """Who proposes does not approve, in person or in another's place."""
    proposing = {
        role for step in process.steps if any(action.effect == "propose" for action in step.actions) for role in acting(step)
    }
    for step in process.steps:
        if step.kind == "approve" and acting(step) & proposing:
            yield Problem(step.key, "four-eyes", "Người trình và người duyệt phải là hai vai trò khác nhau.")


def acting(step: Step) -> set[str]:
    """Every role that may ever act at the step."""
    taking = {one.to_role for one in step.escalate if one.takes}
    return ({step.role} | taking | ({step.substitute.role} if step.substitute else set())) - {""}


def silence(process: Process) -> Iterator[Problem]:
    """At the due time the system may go on, but not decide or ask, and not bring what only a person can."""
    for step in process.steps:
        action = step.action(step.on_due) if step.on_due else None
        if action is None:
            continue
        if action.effect in DECISIONS | ASKING:
            yield Problem(step.key, "on-due-decides", f"Hết hạn không thay được người quyết định: “{action.label}”.")
        elif action.to == step.key:
            yield Problem(step.key, "on-due-stays", f"Hết hạn mà “{action.label}” vẫn ở bước này thì hồ sơ không đi tiếp.")
        elif lacking := sorted(BY_PEOPLE_ONLY & set(action.requires)):
            message = f"Hết hạn thì không ai đưa được “{', '.join(lacking)}” mà “{action.label}” đòi."
            yield Problem(step.key, "on-due-needs", message)


def escalated(process: Process) -> Iterator[Problem]:
    """A chain is nobody's work: whoever is told of its lateness, or stands in, could do nothing there."""
    for step in process.steps:
        if step.kind == "chain" and (step.escalate or step.substitute):
            message = "Bước liên thông không có người làm: đặt báo lên cấp trên và người làm thay ở các bước của hồ sơ con."
            yield Problem(step.key, "escalates-nobody", message)


def procedures(process: Process, known: Collection[str]) -> Iterator[Problem]:
    """Sub-dossiers of procedures that are not there."""
    for step in process.steps:
        for child in step.children:
            if child.procedure not in known:
                message = f"Hồ sơ con “{child.name}” theo thủ tục không có: {child.procedure}."
                yield Problem(step.key, "unknown-procedure", message)
