"""What follows for a question with rival hypotheses, from likelihoods that people gave and never from invented ones.

In: keyed by the question's text: Documents, Pages, Claims, Propositions, Origins and Copies around the quoted evidence.
Out: a Hypothesis and a Judgement for each answer, "something else" always among them.

What sums: the low ends of a Judgement's factors, the prior among them, sum to the log-odds of `low`, the high ends to those
of `high` (nats). Each factor is what a group of evidence adds after the ones before it, all inputs at the corner that is
worst (low) or best (high) for the hypothesis; two groups whose ends would cross are weighed as one.
"""

from dataclasses import dataclass
from typing import ClassVar

from hearsay.errors import CaseInvalid
from hearsay.model import Hypothesis, Record
from hearsay.ports import Group, StepKind
from hearsay.settings import DeclaredHypothesis, Question, WeighSettings
from hearsay.text.normal import fold_text

from .ach import column
from .evidence import groups_of
from .hypotheses import priors_that_sum
from .odds import short
from .rivals import Weighing
from .tables import names_of_something_else

SOMETHING_ELSE = DeclaredHypothesis(name="something else", text="Something that no other hypothesis names.")


@dataclass(frozen=True, slots=True)
class JudgeQuestion:
    """Keyed step: Hypotheses and Judgements of one question of case.toml."""

    name: ClassVar[str] = "weigh.judge_question"
    version: ClassVar[str] = "2"
    kind: ClassVar[StepKind] = "keyed"

    settings: WeighSettings
    question: Question

    def __call__(self, group: Group) -> list[Record]:
        """Hypotheses by name, then their Judgements; CaseInvalid for a prior or a likelihood that means nothing."""
        declared = hypotheses_of(self.question)
        names = tuple(hypothesis.name for hypothesis in declared)
        priors = tuple(priors_that_sum([hypothesis.prior for hypothesis in declared]))
        weighing = Weighing(names, priors, tuple(groups_of(self.question.evidence, names, group)))
        hypotheses = [
            Hypothesis(
                question=self.question.question,
                name=one.name,
                text=one.text,
                prior_low=low,
                prior_high=high,
                fits=column(weighing.groups, one.name),
            )
            for one, (low, high) in zip(declared, priors, strict=True)
        ]
        return [*hypotheses, *(weighing.judge(hypothesis, h) for h, hypothesis in enumerate(hypotheses))]


def hypotheses_of(question: Question) -> list[DeclaredHypothesis]:
    """The declared hypotheses by name, then "something else" unless it is declared.

    CaseInvalid if there is no other one, two share a name, or a prior is no range of probability.
    """
    declared = sorted(question.hypotheses, key=lambda hypothesis: hypothesis.name)
    folded = [" ".join(fold_text(hypothesis.name).split()) for hypothesis in declared]
    if len(set(folded)) < len(folded):
        remedy = "give every hypothesis a name of its own"
        raise CaseInvalid(f"two hypotheses of the question {short(question.question)!r} share a name", remedy=remedy)
    for hypothesis in declared:
        if hypothesis.prior is not None and not 0.0 <= hypothesis.prior[0] <= hypothesis.prior[1] <= 1.0:
            remedy = "give two probabilities from 0 to 1, the smaller first"
            raise CaseInvalid(
                f"the prior of {hypothesis.name!r} is not a range: {list(hypothesis.prior)}", remedy=remedy
            )
    rivals = declared if set(folded) & names_of_something_else() else [*declared, SOMETHING_ELSE]
    if len(rivals) < 2:
        remedy = "name at least one hypothesis besides something else"
        raise CaseInvalid(f"the question {short(question.question)!r} has no hypothesis to weigh", remedy=remedy)
    return rivals
