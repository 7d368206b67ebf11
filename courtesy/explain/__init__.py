"""Why each check matters: one text a check, in five languages.

The report carries `why`; ``courtesy-check --explain`` shows `what` as well, with the examples of
`courtesy.explain.examples`. The reader of these texts writes to customers for a living and is not a bad person.
"""

from __future__ import annotations

from courtesy.errors import OptionError, nearest
from courtesy.i18n import N_, translator

TEXTS: dict[str, tuple[str, str]] = {
    "missing-please": (
        N_("A request or command with nothing that softens it."),
        N_(
            "Without a please, a request sounds like an order. People help more gladly when they are asked than when "
            "they are told."
        ),
    ),
    "missing-apology": (
        N_("Bad news, a delay or a fault of ours, with neither an apology nor a word of understanding."),
        N_("The reader pays for this with time, money or nerves. When nobody says sorry, it looks as if nobody minds."),
    ),
    "missing-greeting": (
        N_("A first message or an e-mail that begins without a greeting."),
        N_(
            "A message without a greeting walks in without knocking. Two words tell the reader that somebody is glad "
            "to hear from them."
        ),
    ),
    "missing-closing": (
        N_("A last message or an e-mail that ends without taking leave."),
        N_(
            "Without a goodbye the message breaks off like a call that was hung up. A kind last line is what stays "
            "in mind."
        ),
    ),
    "apathy": (
        N_("Says that the reader's trouble is of no interest to the writer."),
        N_("This tells the reader that they are alone with their problem. Few sentences lose a customer as fast."),
    ),
    "coldness": (
        N_("Curt or cut-off: the least that could be said."),
        N_(
            "Curt words read as annoyance, even when the writer was only in a hurry. The reader feels like an "
            "interruption."
        ),
    ),
    "robotism": (
        N_("Sounds like a form: numbers before a human word, or ready-made office phrases."),
        N_(
            "The reader wrote to a person and hears a machine. One human sentence first, and the numbers are given "
            "gladly."
        ),
    ),
    "impatience": (
        N_("Hurries the reader or shows that they take too long."),
        N_(
            "Pressing makes the reader feel slow and unwelcome, and rushed people make mistakes that cost everybody "
            "more time."
        ),
    ),
    "grudge": (
        N_("Brings up the past against the reader."),
        N_(
            "The reader comes with today's question and is handed yesterday's bill. It says that a list is kept of "
            "them."
        ),
    ),
    "condescension": (
        N_("Talks down, as if the reader were slow."),
        N_(
            "It makes the reader feel stupid for asking. What is plain to us is new to them, and asking took some "
            "courage."
        ),
    ),
    "jargon": (
        N_("Words or abbreviations of the trade that the reader did not use."),
        N_(
            "The reader has to guess what it means or ask again, and feels that the message was written for somebody "
            "else."
        ),
    ),
    "arguing": (
        N_("Tries to win against the reader, or blames them."),
        N_(
            "Even a won argument is a lost customer. The reader wants the matter put right, not to be put in the wrong."
        ),
    ),
    "rudeness": (
        N_("Insults, mocks, swears or threatens."),
        N_(
            "There is no way to read this kindly. It wounds the reader, and a picture of it may be public within the "
            "hour."
        ),
    ),
    "shouting": (
        N_("Words in capitals, or rows of exclamation or question marks."),
        N_("Capitals and rows of marks read as a raised voice. Important things are heard better when said calmly."),
    ),
    "prejudice": (
        N_("Judges the reader by age, sex, origin, faith or disability."),
        N_(
            "The reader hears that they count for less because of who they are. That is hurtful, and in many places "
            "unlawful."
        ),
    ),
    "overfamiliarity": (
        N_("Pet names, kisses or hearts in a business message."),
        N_(
            "What is meant warmly can feel like a stranger's hand on the shoulder. A name and a kind tone are warm "
            "enough."
        ),
    ),
    "register": (
        N_("Formal and informal address mixed, or informal where formal was asked for."),
        N_("When the way of address changes halfway, the reader wonders whether respect was meant at all."),
    ),
    "brush-off": (
        N_("Pushes the reader away: not our job, nothing to be done."),
        N_(
            "The reader came for help and stands before a closed door. They do not care whose job it is, only that "
            "somebody takes it on."
        ),
    ),
    "runaround": (
        N_("Sends the reader off to do the work elsewhere: a site, a form, another call."),
        N_(
            "Every new address costs the reader another try and another wait. Going one step with them makes the "
            "difference."
        ),
    ),
    "rulebook": (
        N_("Gives a rule or a policy as the whole reason."),
        N_(
            "A rule explains nothing to somebody who did not write it. The reader hears that the rule matters more "
            "than they do."
        ),
    ),
    "refusal": (
        N_("A no without a reason and without another way."),
        N_(
            "A bare no ends the talk and leaves the reader with nothing in hand. A reason, or what can be done "
            "instead, keeps the door open."
        ),
    ),
    "excuse": (
        N_("Explains a broken promise instead of saying sorry."),
        N_("The reader did not choose our supplier or our system. Reasons help only after somebody has said sorry."),
    ),
    "unreachable": (
        N_("Shuts the door: no replies, no calls, an unread mailbox."),
        N_("We speak, and the reader may not answer. Whoever has a question now has to look for us all over again."),
    ),
    "overpromise": (
        N_("Promises without limit: guaranteed, definitely, never again."),
        N_(
            "If it does not come true, the reader is disappointed twice: by what happened, and by us. A plain "
            "promise that is kept is worth more."
        ),
    ),
    "guessing": (
        N_("Guesses at the cause or the answer instead of asking or looking."),
        N_("A wrong guess sends the reader down a wrong path and costs trust. One question back is quicker for both."),
    ),
    "commitment": (
        N_("A dated promise that the sender is bound by from now on."),
        N_("The reader will count on this day. Make a note of it, and write before it passes if it can't be kept."),
    ),
    "pushiness": (
        N_("Selling pressure in a message that should serve."),
        N_("The reader asked for help and gets a sales pitch. Trust that was meant for the answer goes into wariness."),
    ),
    "wordiness": (
        N_("Too long or too dense for its channel."),
        N_(
            "The answer is in there, but the reader has to dig for it. Short sentences are a courtesy to somebody "
            "reading on a phone."
        ),
    ),
    "placeholder": (
        N_("A template that was not filled in."),
        N_("Nothing says “we did not look at you” like an empty blank where the reader's name should be."),
    ),
    "not-listening": (
        N_("The reply has nothing to do with the open question."),
        N_(
            "The reader asked one thing and is answered another. They have to ask again, and feel that they were not "
            "read."
        ),
    ),
    "repeated-question": (
        N_("Asks for what the reader has already given."),
        N_("It shows that nobody read what the reader took the trouble to write. Saying things twice is tiring."),
    ),
    "wrong-name": (
        N_("The reader's name is misspelt or is another's, or the form of address does not fit."),
        N_("A name is the first thing that is ours. Getting it wrong says that the reader is one of many."),
    ),
    "canned-reply": (
        N_("Nearly the same text as an earlier reply."),
        N_(
            "The same answer twice tells the reader that nothing was read in between. If it did not help before, it "
            "will not now."
        ),
    ),
    "slow-reply": (
        N_("The oldest unanswered message has waited longer than agreed."),
        N_("Silence is read as indifference. After a long wait, a word about the wait belongs at the beginning."),
    ),
    "handoffs": (
        N_("The reader was passed on again and again."),
        N_("Each new face means telling the story once more. The reader needs one person who stays with it."),
    ),
    "over-contact": (
        N_("More messages that nobody asked for than the settings allow."),
        N_("Every message asks for a piece of the reader's day. Too many, and even the important one is left unread."),
    ),
    "broken-promise": (
        N_("An earlier promise is past its day, and this message neither keeps it nor says sorry."),
        N_("The reader remembers the day that was named. Passing over it in silence breaks the word a second time."),
    ),
    "missing-thanks": (
        N_("The reader did what was asked, praised us or reported a fault, and nobody thanks them."),
        N_("The reader did us a favour. A short thank-you costs nothing and makes the next favour likely."),
    ),
    "missing-welcome": (
        N_("The reader said thanks, and the answer passes over it."),
        N_("Thanks that nobody takes up hang in the air. A small “you're welcome” closes the circle."),
    ),
    "missing-empathy": (
        N_("The reader is upset, and the reply shows neither understanding nor regret."),
        N_(
            "Somebody who is upset first wants to be heard, and only then to be helped. One sentence of "
            "understanding opens the ear."
        ),
    ),
}
"""What each check finds, and why that hurts the reader of the message."""


def why(check: str, ui_lang: str = "en") -> str:
    """Return why a fault hurts the customer, in the interface language.

    Raises `OptionError` for a name that is no check and `LanguageError` for a language that is not spoken.
    """
    return _translated(check, 1, ui_lang)


def what(check: str, ui_lang: str = "en") -> str:
    """Return what a check finds, in one sentence. Raises like `why`."""
    return _translated(check, 0, ui_lang)


def _translated(check: str, part: int, ui_lang: str) -> str:
    texts = TEXTS.get(check)
    if texts is None:
        raise OptionError(f"unknown check {check!r}{nearest(check, tuple(TEXTS))}")
    return texts[part] if ui_lang == "en" else translator(ui_lang)(texts[part])
