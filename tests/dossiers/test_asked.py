"""Who owes the applicants' questions and complaints an answer, and how many."""

from dossiers import selectors_asked as asked
from dossiers.services import complain, questions, receive
from tests.world import World


def counts(world: World, *names: str) -> list[dict[str, int]]:
    return [asked.counts(world.seats[name]) for name in names]


def test_the_unit_that_has_the_dossier_owes_the_answer_and_a_complaint_is_the_leader_s(
    world: World, django_assert_num_queries
) -> None:
    dossier = world.submitted()
    questions.ask(dossier.pk, by=world.an, text="Bao giờ xong?")
    assert counts(world, "binh", "chi", "mai", "tri") == [{"ask": 1}, {"ask": 0}, {"ask": 0}, {}]
    world.act(receive.receive, "binh", dossier)
    complain.complain(dossier.pk, by=world.an, text="Cán bộ hẹn lại nhiều lần")
    assert counts(world, "binh", "chi", "dung") == [{"ask": 0}, {"ask": 1}, {"ask": 1, "complain": 1}]
    with django_assert_num_queries(1):
        rows = asked.rows(world.seats["dung"])
        assert [(row.kind, row.dossier.code, row.dossier.version.name != "") for row in rows] == [
            ("ask", dossier.code, True),
            ("complain", dossier.code, True),
        ], "việc sắp hết hạn trước"
    assert list(asked.waiting(world.seats["chi"], "complain")) == []
    question = dossier.questions.get(kind="ask").pk
    world.act(questions.answer_question, "chi", dossier, question=question, answer="Thứ Sáu.")
    assert counts(world, "chi") == [{"ask": 0}]
