"""The words of a report, in each language."""

from models.labels import Expression
from recordings.words import ReportWords

ENGLISH = ReportWords(
    language="en",
    report="What the camera saw",
    made="Made on {when}.",
    length="Length: {length} minutes.",
    together="All faces together",
    face="Face {number}",
    of_hundred="of 100 on the positivity score",
    no_score="No face was in view, so there is no score.",
    count="Shown as positive for {positive}, as negative for {negative} (minutes:seconds).",
    in_view="A face was in view {share} of the time.",
    longest_positive="Longest positive stretch: {seconds} s, from {start} to {end}.",
    longest_negative="Longest negative stretch: {seconds} s, from {start} to {end}.",
    looks={
        Expression.ANGRY: "stern",
        Expression.DISGUST: "displeased",
        Expression.FEAR: "tense",
        Expression.HAPPY: "friendly",
        Expression.SAD: "downcast",
        Expression.SURPRISE: "surprised",
        Expression.NEUTRAL: "calm",
    },
    looked_all="The face looked {first} nearly all the time.",
    looked_most="The face looked {first} for most of it.",
    looked_mixed="The face looked {first} and {second} by turns.",
    looked_from="From {start} to {end} it looked {look}.",
    out_of_view="No face was in view for {share} of the time.",
    seek="Moment on the timeline",
    score_at="score {score}",
    nobody_at="no face in view",
    best="Best moment: {time} (score {score})",
    weakest="Weakest moment: {time} (score {score})",
    figures="All figures",
    timeline="Probabilities of the seven expressions, and below them the score, over time",
    timeline_text="The score is {score} of 100. Most likely on average: {most}.",
    columns=("Expression", "Seconds", "Share", "Likely"),
    readings=(
        "Seconds and Share count what was shown on the picture. Likely is the average of the "
        "network's probabilities: the coloured areas of the chart, and what the score is made of. "
        "An expression can be likely now and then without ever being the likeliest."
    ),
    expressions={expression: expression.label for expression in Expression},
    unsure="Unsure",
    tuned=(
        "One face was read against itself at rest, all the time or a part of it: what looks like "
        "another expression on that face at rest was taken away from its answers."
    ),
    meaning=(
        "The positivity score is 100 times the share of the time in view that goes to Happy, "
        "Neutral and Surprise rather than Angry, Disgust, Fear and Sad. Each moment counts by its "
        "probabilities. It says how a face looked to a small network that is often wrong. It "
        "does not say how a person felt, nor whether a talk was good, and it is not for judging "
        "others. Nothing of this was kept on the server."
    ),
)

GERMAN = ReportWords(
    language="de",
    report="Was die Kamera sah",
    made="Erstellt am {when}.",
    length="Länge: {length} Minuten.",
    together="Alle Gesichter zusammen",
    face="Gesicht {number}",
    of_hundred="von 100 beim Positivwert",
    no_score="Es war kein Gesicht zu sehen, also gibt es keine Wertung.",
    count="Als positiv gezeigt: {positive}, als negativ: {negative} (Minuten:Sekunden).",
    in_view="Ein Gesicht war {share} der Zeit zu sehen.",
    longest_positive="Längste positive Strecke: {seconds} s, von {start} bis {end}.",
    longest_negative="Längste negative Strecke: {seconds} s, von {start} bis {end}.",
    looks={
        Expression.ANGRY: "streng",
        Expression.DISGUST: "missmutig",
        Expression.FEAR: "angespannt",
        Expression.HAPPY: "freundlich",
        Expression.SAD: "bedrückt",
        Expression.SURPRISE: "überrascht",
        Expression.NEUTRAL: "ruhig",
    },
    looked_all="Das Gesicht wirkte fast die ganze Zeit {first}.",
    looked_most="Das Gesicht wirkte die meiste Zeit {first}.",
    looked_mixed="Das Gesicht wirkte abwechselnd {first} und {second}.",
    looked_from="Von {start} bis {end} wirkte es {look}.",
    out_of_view="{share} der Zeit war kein Gesicht zu sehen.",
    seek="Stelle im Verlauf",
    score_at="Wertung {score}",
    nobody_at="kein Gesicht zu sehen",
    best="Bester Augenblick: {time} (Wertung {score})",
    weakest="Schwächster Augenblick: {time} (Wertung {score})",
    figures="Alle Zahlen",
    timeline="Wahrscheinlichkeiten der sieben Ausdrücke und darunter die Wertung, über die Zeit",
    timeline_text="Die Wertung ist {score} von 100. Im Mittel am wahrscheinlichsten: {most}.",
    columns=("Ausdruck", "Sekunden", "Anteil", "Wahrscheinlich"),
    readings=(
        "Sekunden und Anteil zählen, was im Bild stand. Wahrscheinlich ist der Mittelwert der "
        "Wahrscheinlichkeiten des Netzes: die farbigen Flächen im Bild des Verlaufs und das, "
        "woraus die Wertung entsteht. Ein Ausdruck kann zeitweise wahrscheinlich sein, ohne je "
        "der wahrscheinlichste zu sein."
    ),
    expressions={
        Expression.ANGRY: "Wütend",
        Expression.DISGUST: "Ekel",
        Expression.FEAR: "Angst",
        Expression.HAPPY: "Fröhlich",
        Expression.SAD: "Traurig",
        Expression.SURPRISE: "Überrascht",
        Expression.NEUTRAL: "Neutral",
    },
    unsure="Unsicher",
    tuned=(
        "Ein Gesicht wurde, ganz oder zeitweise, an sich selbst in Ruhe gemessen: Was auf diesem "
        "Gesicht schon in Ruhe nach einem anderen Ausdruck aussieht, wurde abgezogen."
    ),
    meaning=(
        "Der Positivwert ist das Hundertfache des Anteils der sichtbaren Zeit, der auf Fröhlich, "
        "Neutral und Überrascht entfällt und nicht auf Wütend, Ekel, Angst und Traurig. Jeder "
        "Augenblick zählt mit seinen Wahrscheinlichkeiten. Er sagt, wie ein Gesicht für ein "
        "kleines Netz aussah, das oft irrt. Er sagt nicht, wie sich jemand fühlte, noch ob ein "
        "Vortrag gut war, und er ist nicht dafür da, andere zu beurteilen. Auf dem Server bleibt "
        "davon nichts."
    ),
)
