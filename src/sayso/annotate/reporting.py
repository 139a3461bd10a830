"""Verb forms by which English news reports speech."""

from sayso.annotate.wordlists import words

SPEECH = words(
    "said says say saying told tells tell announced announces announce added adds stated states "
    "wrote writes reported reports tweeted tweets posted noted notes explained explains argued "
    "argues argue claimed claims claim alleged alleges insisted insists maintained maintains "
    "confirmed confirms acknowledged acknowledges admitted admits conceded declared declares "
    "remarked replied responded recalled observed concluded disclosed revealed testified "
    "emphasized emphasised stressed stresses reiterated repeated accused accuses accuse blamed "
    "blames condemned condemns criticized criticised warned warns warn cautioned "
    "denied denies deny denying disputed disputes rejected rejects dismissed dismisses "
    "threatened threatens threaten demanded demands demand urged urges urge vowed vows vow pledged pledges "
    "promised promises estimated estimates predicted predicts speculated asked asks questioned wondered"
)
