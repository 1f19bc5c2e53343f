"""Every word on the pages, in English. Each other language is a class of its own beside it."""

from collections.abc import Mapping
from typing import ClassVar

from streamlit_webrtc.config import Translations

from hosting.http.refusals import TooMuch
from models.labels import Expression
from recordings.words import ReportWords
from rooms.room import Refusal
from transformers.detection.cascade import Sensitivity
from transformers.faults import Fault
from transformers.tuning import Trouble
from views.choices import Camera, Drawn
from views.live_state import LiveState
from views.parts.route import Route

ENGLISH = ReportWords(
    language="en",
    direction="ltr",
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


class Words:
    """English, from which the other languages take over what they do not say themselves."""

    NAME = "English"
    DIRECTION = "ltr"  # in which it is read, as in CSS
    # Which of a tuple's forms goes with n, as in a gettext catalogue.
    PLURAL_FORMS = "n != 1"
    REPORT_WORDS = ENGLISH
    EXPRESSIONS: ClassVar[Mapping[Expression | None, str]] = {
        **{expression: expression.label for expression in Expression},
        None: "Unsure",
    }
    # On the picture there are Latin letters only.
    DRAWN_EXPRESSIONS: ClassVar[Mapping[Expression | None, str]] = EXPRESSIONS
    LANGUAGE = "Language"

    TITLE = "FaceCue"
    PROMISE = "See, live in your camera picture, which expression each face shows."
    BEFORE_START = """
- **Your video** goes to this server, is worked on in its memory, and comes straight back. No \
picture is stored or passed on, and no sound is sent. The camera opens only when you press \
**Start**, and closes on **Stop**.
- **What it sees** is what a face looks like in one moment, and it is often wrong. It cannot tell \
what a person feels.
- **Not for** judging other people: not at work, not in class, not in interviews. Use it for \
yourself, or among people who agreed.
"""

    PRIVACY = "Worked on in the server's memory and sent straight back. No picture is stored, and no sound is sent."
    EXAMPLE = "No camera here? Play the example"
    GO_ON = "Go on"
    LEFT_LIVE = "The camera went off as you looked at another page. What was recorded is kept."
    CONNECTING = "Connecting"
    START = "Start"
    STOP = "Stop"
    SELECT_DEVICE = "Choose camera"
    COMPONENT_WORDS = Translations(
        start=START,
        stop=STOP,
        select_device=SELECT_DEVICE,
        device_ask_permission="Allow the camera to choose one.",
        device_not_available="No camera was found.",
        device_access_denied="The camera is not allowed for this page.",
        media_api_not_available="This browser cannot open a camera on this page.",
        turn_camera_on="Turn camera on",
        turn_camera_off="Turn camera off",
        select_camera="Choose camera",
    )

    STATES: ClassVar[Mapping[LiveState, tuple[str, str]]] = {
        LiveState.READY: ("Ready", "Press Start to open the camera."),
        LiveState.BLOCKED: ("No camera", "What to do stands in the picture."),
        LiveState.CONNECTING: ("Connecting", "Waiting for the first picture."),
        LiveState.LIVE: ("Live", ""),
        LiveState.NO_FACE: ("No face in view", "Face the camera, with light from the front."),
        LiveState.CAMERA_OFF: (
            "Camera off",
            "The picture is black: turn the camera on, or uncover it.",
        ),
        LiveState.FAILED: ("Connection failed", "No picture has come back."),
        LiveState.LOST: ("Connection lost", "Pictures have stopped coming back."),
        LiveState.TOO_LARGE: (
            "Pictures too large",
            "The camera sent larger pictures than this site takes: press Stop, and choose another.",
        ),
    }
    OFFER_REFUSED = "This browser asked for something else than one video to and fro, so no stream was begun. An extension may be the cause; the photo page works without a stream."
    CONNECTION_ADVICE = """
**What to try**

1. Wait a moment, and press **Try again**.
2. Leave the company or school network or the VPN: a phone's own connection often works.
3. Try another browser; the newest Chrome, Firefox, Edge and Safari work.
4. The page **Photos** always works.
"""
    RELAY_MISSING = "This site has no relay (TURN server), which strict networks need. Its owner has to set one up."
    RELAY_SET = (
        "This site has a relay (TURN server) for strict networks. Where no network works, its owner has "
        "to see whether the relay runs, and whether name and password are right."
    )
    RELAY_FAILED = "{service} should have lent a relay, and did not. The owner of this site finds why in its log."
    ROUTES: ClassVar[Mapping[Route, str]] = {
        Route.DIRECT: "The video comes directly.",
        Route.RELAY: "The video comes over a relay.",
    }
    TRY_AGAIN = "Try again"

    FULL = "All places are taken just now: {most} can be live at once."
    ADDRESS_FULL = (
        "Others in your network have all the places that one network may have at once: {most}."
    )
    TIME_IS_UP = "Your time was over, as others waited. Thank you for making room! You can wait in line again."
    MAKE_ROOM = "Others wait: in about {seconds} seconds your place goes to them. Then you can wait in line again."
    NO_FRAMES = (
        "No picture came for {seconds} seconds, so your place was made free. You can start again."
    )
    YOUR_TURN = "It is your turn"
    WAITING = "Waiting in line: {waiting}."
    STAND_IN_LINE = "Wait in line"
    IN_LINE = "Before you: {before}. Your camera opens when it is your turn."
    MOVING = "This server is full. Another one has room: you are taken there."
    SERVER_STOPPED = "The server that served you had to stop. Another one serves you now; your recordings are kept."
    SERVER_STOPPED_START = "Press Start to go on."
    SERVER_STOPPED_FILES = "Please upload your files again."
    FULL_MEANWHILE = "Meanwhile, photos always work:"
    ADVICE_FROM_OWNER = "The owner of this site has to put this right:"

    MAIN_FACE = "Main face"
    NO_MAIN_FACE = "none"
    FACES: tuple[str, ...] = ("face", "faces")
    FRAMES_PER_SECOND = "frames a second"
    MILLISECONDS = "ms a frame on the server"
    DETAILS = "Details"
    ERRORS: tuple[str, ...] = (
        "{errors} frame could not be labelled and was shown as it came.",
        "{errors} frames could not be labelled and were shown as they came.",
    )

    CONTROLS = "Settings"
    CAMERA = "Camera to start with"
    CAMERA_HELP = "While the picture is live, change the camera with the arrow beside the camera sign under it."
    CAMERAS: ClassVar[Mapping[Camera, str]] = {Camera.FRONT: "Front", Camera.BACK: "Back"}
    MIRROR = "Mirror the picture"
    MIRROR_HELP = "As in a mirror: for the front camera."
    SENSITIVITY = "Find faces"
    SENSITIVITY_HELP = (
        "More finds small and turned faces, and sometimes a face where there is none."
    )
    SENSITIVITIES: ClassVar[Mapping[Sensitivity, str]] = {
        Sensitivity.LOW: "Fewer",
        Sensitivity.NORMAL: "Normal",
        Sensitivity.HIGH: "More",
    }
    DRAWN = "Draw on each face"
    DRAWN_NAMES: ClassVar[Mapping[Drawn, str]] = {
        Drawn.BOX: "Box",
        Drawn.LABEL: "Label",
        Drawn.BARS: "Bars",
    }
    DRAWN_HELP = "Choose none to see the picture as it is."

    CAMERA_PROBLEMS: ClassVar[Mapping[str, str]] = {
        "NotAllowedError": (
            "The camera is blocked for this page. Allow it with the camera sign in the address bar "
            "(on a phone, in the browser's settings for this site), then press Start again."
        ),
        "NotFoundError": "No camera was found. Connect one, then press Start again.",
        "NotReadableError": (
            "The camera is in use by another program. Close it there, then press Start again."
        ),
        "insecure": (
            "Browsers open a camera only on secure pages. Open this page with https:// in front."
        ),
        "other": "The camera could not be opened. Close what else may use it, then press Start again.",
        "in-app": (
            "This page is open inside another app, whose browser often blocks the camera. Open it in "
            "Safari, Chrome or Firefox."
        ),
    }

    TUNE = "Tune to my face"
    TUNE_HELP = (
        "Look at the camera for three seconds, relaxed. From then on the expressions of the largest "
        "face are read against that: faces at rest differ more than moods do. It is kept for this "
        "visit only: seven numbers, no picture."
    )
    TUNE_LOOK = "Look at the camera, relaxed: {seconds}"
    TUNE_TROUBLES: ClassVar[Mapping[Trouble, str]] = {
        Trouble.LOST: "The face was lost, or another one came. Stay in view; it begins anew.",
        Trouble.EXPRESSIVE: "That was no face at rest. Relax, without a smile; it begins anew.",
        Trouble.UNSTEADY: "The face changed meanwhile. Keep still, with steady light; it begins anew.",
        Trouble.NO_FACE: "The face could not be seen well. Face the camera; it begins anew.",
    }
    TUNE_GIVEN_UP = "No three seconds at rest were seen. Face the camera with light from the front, and try again."
    TUNE_CANCEL = "Cancel tuning"
    TUNED = "Tuned to your face"
    TUNE_UNDO = "Undo tuning"
    TUNE_SAVE = "Take it along (JSON)"
    TUNE_LOAD = "From a file"
    TUNE_FILE = "The file that you took along from an earlier visit"
    TUNE_NO_FILE = "This is no such file: expected the one that this page gave you to take along."
    TUNE_UPLOAD = "The largest face is mine: read it as tuned"
    TUNE_UPLOAD_HELP = "You tuned to your face on the live page, in this visit."

    RECORD = "Record"
    STOP_RECORDING = "Stop recording"
    CANCEL = "Cancel"
    RECORD_HELP = (
        "Start, then Record: it keeps what is seen, second by second (expressions and times, never a "
        "picture), and ends with a score."
    )
    RECORD_GOES_ON = "Stop recording shows the score of what was recorded until then."
    PRACTICE_LENGTH = "Rehearse"
    PRACTICE_HELP = "For a talk or an interview: the recording ends by itself when the time is up."
    NO_LIMIT = "Freely, until I stop"
    REHEARSALS: ClassVar[Mapping[int, str]] = {
        60: "A one-minute pitch",
        120: "An answer in an interview, 2 min",
    }
    MINUTES = "{minutes} min"
    HIDE_LABELS = "Nothing drawn meanwhile"
    HIDE_LABELS_HELP = "So that you can speak without watching the labels. The result comes after."
    RECORDING_WAITS = (
        "The video broke off. The recording waits for it, and goes on when it is back."
    )
    KEEP_CLIP = "Keep the picture to see it again"
    KEEP_CLIP_HELP = (
        "This browser keeps the labelled picture as a clip while you record: in its own memory, never "
        "uploaded, gone when the page is closed. You can save it beside the result."
    )
    KEEP_SOUND = "with sound"
    KEEP_SOUND_HELP = "From your microphone, into that clip only. It never leaves this browser."
    OWN_CLIP = "Only this page has this clip: it is gone when the page is closed."
    OWN_CLIP_SILENT = (
        "The microphone was not allowed, so the clip has no sound. Only this page has it."
    )
    OWN_CLIP_GONE = "The clip is gone, as the page was closed or loaded anew since."
    OWN_CLIP_SAVE = "Save the clip"
    RESULTS = "Results"
    RECORDING_CHOICE = "Recording"
    RECORDING_NAME = "Recording {number} ({length})"
    WHICH_FACE = "Face"
    COMPARISON = "Recordings of this visit"
    TAKE_ALONG = "Take it along"
    SCORE_CARD = "Score card (PNG)"
    SCORE_CARD_MEANING = (
        "How a face looked to a small network that is often wrong, not how a person felt."
    )
    REPORT_TITLE = "Title of the report"
    REPORT = "Report (HTML)"
    TIMELINE_CSV = "Timeline (CSV)"
    SUMMARY_CSV = "Summary (CSV)"
    JSON_FILE = "All of it (JSON)"
    NOTHING_STAYS = (
        "Recordings are kept in the server's memory for this visit, and in this tab of your browser so "
        "that a reload loses none. They are gone when the page is closed. What you download is yours "
        "alone."
    )

    LIVE_PAGE = "Live"
    PHOTO_PAGE = "Photos"
    ABOUT_PAGE = "About"

    PHOTO_TITLE = "Photos"
    PHOTO_PROMISE = (
        "Which expression does each face of a photo show? A photo is worked on in the server's memory, "
        "and gone when you remove it or close the page. This works where the live video does not."
    )
    PHOTO_UPLOAD = "Upload"
    PHOTO_UPLOAD_LABEL = "One photo or several: JPEG, PNG, WebP, HEIC or AVIF, up to 64 megapixels"
    PHOTO_TAKE = "Take one"
    PHOTO_TAKE_LABEL = "Take a photo with the camera"
    PHOTO_WORKING = "Looking at {name}"
    PHOTO_NO_FACE = (
        "No face was found. Faces are found from the front, well lit and not too small: at least a "
        "thirtieth of the picture's shorter side."
    )
    PHOTO_NO_FACE_SHORT = "no face found"
    PHOTO_FACE = "Face {number}"
    PHOTO_CLEAR = "Remove all photos"
    PHOTO_COUNT: tuple[str, ...] = ("{count} photo", "{count} photos")
    PHOTO_FIGURES = "Probabilities"
    PHOTO_DOWNLOAD = "Annotated photo, full size"
    PHOTO_CSV = "Table (CSV)"

    REFUSED_UPLOADS: ClassVar[Mapping[TooMuch, str]] = {
        TooMuch.VISIT: "That was not taken: this visit holds all it may. Remove a file first.",
        TooMuch.ALL: "That was not taken: this server has no room for it now. Try a smaller file, or later.",
        TooMuch.OFTEN: "That was not taken: so many files came at once. Try again in a minute.",
    }

    FAULTS: ClassVar[Mapping[Fault, str]] = {
        Fault.EMPTY: "The file is empty.",
        Fault.NO_PHOTO: "This is no picture: expected a JPEG, PNG, WebP, HEIC or AVIF photo.",
        Fault.PHOTO_FORMAT: "Expected a JPEG, PNG, WebP, HEIC or AVIF photo, got {got}.",
        Fault.PHOTO_SIZE: "The picture is {got} pixels; at most {limit} megapixels, and 16,384 pixels on a side, can be taken.",
        Fault.PHOTO_MEMORY: (
            "The picture is {got} pixels; this server has memory for {limit} million pixels now. Try a "
            "smaller one, or later."
        ),
        Fault.PHOTO_DAMAGED: "The picture is damaged and cannot be read ({got}).",
        Fault.NO_CLIP: "This is no clip that can be read: expected MP4, MOV, WebM or MKV.",
        Fault.CLIP_WITHOUT_PICTURES: "The clip holds no pictures.",
        Fault.CLIP_SIZE: "The clip is {got} pixels; at most {limit} on a side can be taken.",
        Fault.CLIP_CODEC: "The clip's pictures are coded in a way that cannot be read here ({got}).",
        Fault.CLIP_LENGTH: "The clip is longer than it says; at most {limit} minutes can be taken.",
        Fault.CLIP_FRAMES: "The clip has more than {limit} frames, which is the most that can be taken.",
        Fault.CLIP_MEMORY: "The clip is {got} pixels; this server has memory for {limit} million pixels now. Try a smaller one, or later.",
        Fault.CLIP_RESULT: "The labelled clip would be over {limit} MB, which is the most that can be kept. Try a shorter one.",
        Fault.NO_MEMORY: "The server has too little memory for it now. Try again later.",
        Fault.DISK: "The server has no room left for the result. Try again later.",
        Fault.BUSY: "Too many others are before it. Try again in a few minutes.",
        Fault.STOPPED_MEMORY: "It took too much memory and was stopped.",
        Fault.STOPPED_TIME: "It took too much time and was stopped.",
        Fault.STOPPED: "It could not be worked on and was stopped.",
    }

    ROOM_PAGE = "Room"
    ROOM_TITLE = "A room for an audience"
    ROOM_ABOUT = (
        "People join by a link, and you see, live, what the faces look like all together. There is "
        "nothing of fewer than {least} people, and nobody's own."
    )
    ROOM_PROTECTS = (
        "This keeps you from learning what one person's face showed, and who came, left or looked "
        "away. It hides no mood that all share, and it is no shield against a host who brings pages "
        "of their own into the room."
    )
    ROOM_PROMISE = (
        "I promise: all who join are adults who agreed. We are not at work and not in class, where "
        "the EU AI Act, Article 5(1)(f), forbids inferring emotions."
    )
    ROOM_OPEN = "Open a room"
    ROOM_CODE_IS = "Code"
    ROOM_LINK = "Link to the room"
    ROOM_QR = "QR code of the link to the room"
    ROOM_PEOPLE = "{people} people are in."
    ROOM_FEWER = "Fewer than {least} people are in."
    ROOM_ENDS = "The room ends in {minutes} min at the latest."
    ROOM_NOBODY_YET = (
        "There are figures once {least} people show their faces. The next look is in {seconds} s."
    )
    ROOM_SILENCE = "As people came or left, the next figures come in {seconds} s."
    ROOM_PAUSED = "Paused: nothing is shown, and nothing is kept."
    ROOM_WAITS = "The next figures come in a few seconds."
    ROOM_AWAY = "The rooms do not answer just now. What was shown stays; the page tries again."
    ROOM_MOOD = "The faces look: {mood}"
    ROOM_BAND = "What the faces looked like, all together"
    ROOM_BAND_TEXT = "On average: {most}."
    ROOM_NO_BAND = "Here comes a band of the seven expressions over time."
    ROOM_MARK = "Name this moment"
    ROOM_MARK_ADD = "Mark"
    ROOM_PAUSE = "Pause"
    ROOM_RESUME = "Go on"
    ROOM_END = "End the room"
    ROOM_END_ASKS = "End it for all? What was shown stays on this page, and nowhere else."
    ROOM_END_YES = "Yes, end it"
    ROOM_END_NO = "No, go on"
    ROOM_ENDED = "The room has ended, and nothing of it is left but what this page shows."
    ROOM_NOTHING_SHOWN = "There were no figures."
    ROOM_STAYS = "Nothing of this is kept but on this page. Take it along before you close it or load it anew."
    # In place of what is said of one face in a report.
    ROOM_REPORT: ClassVar[Mapping[str, str]] = {
        "looked_all": "All together, the faces looked {first} nearly all the time.",
        "looked_most": "All together, the faces looked {first} for most of it.",
        "looked_mixed": "All together, the faces looked {first} and {second} by turns.",
        "looked_from": "From {start} to {end} they looked {look}.",
        "in_view": "There were figures for {share} of the time.",
        "out_of_view": "There were no figures for {share} of the time.",
        "nobody_at": "no figures",
    }
    ROOM_BY_CODE = "Join a room"
    ROOM_CODE = "The code that the host tells you"
    ROOM_FIND = "Look for it"
    ROOM_SHARES = (
        "**You are invited to a room.** Its host sees what the faces of all look like together, never "
        "yours alone, and nothing of fewer than {least} people. Your picture is not shown to anybody. "
        "Join only if you are an adult, and want to."
    )
    ROOM_JOIN = "Join"
    ROOM_NOT_NOW = "Not now"
    ROOM_IN = "In a room: sums are shared"
    ROOM_IN_PAUSED = "In a room: paused, nothing is shared"
    ROOM_IN_BEFORE_START = "In a room: nothing is shared before Start"
    ROOM_LEAVE = "Leave the room"
    ROOM_LEFT = "You are in the room no longer: it has ended, or another tab of yours has joined it. Nothing is shared."
    ROOM_REFUSALS: ClassVar[Mapping[Refusal, str]] = {
        Refusal.NO_ROOM: "There is no such room, or it has ended. Look at the code once more.",
        Refusal.AWAY: "The rooms do not answer just now. Try again in a moment.",
        Refusal.FULL: "It is full: there are as many as there may be.",
        Refusal.WAIT: "Too many wrong codes were tried. Try again in a few seconds.",
        Refusal.NO_PROMISE: "A room opens only with this promise.",
        Refusal.NO_WORD: "Write a word or two first.",
    }

    OPERATOR = "Operator"
    OPERATOR_ASKS = "Secret (FACECUE_OPERATOR_SECRET)"
    OPERATOR_OPEN = "Open"
    OPERATOR_WRONG = "That is not it."
    OPERATOR_PAUSE = (
        "There were wrong guesses. The next one is looked at in {seconds} s; this one was not."
    )
    OPERATOR_LIVE = "Live visitors"
    OPERATOR_WAITING = "In line"
    OPERATOR_MEMORY = "Memory"
    OPERATOR_CPU = "CPU, of one core"
    OPERATOR_ERRORS = "Errors since the start"
    OPERATOR_IN_STEP = "In step with the other servers."
    OPERATOR_OUT_OF_STEP = (
        "Redis does not answer: each server is by itself, and only this one is shown."
    )
    OPERATOR_SERVERS = (
        "Server",
        "Live",
        "Frames a second",
        "CPU, of one core",
        "Memory",
        "Errors",
        "Last word",
    )
    OPERATOR_AGE = "{seconds} s ago"
    OPERATOR_COLUMNS = ("Visitor", "Frames a second", "ms a frame", "Faces", "Errors")

    ABOUT_TITLE = "About FaceCue"
    ABOUT_TEXT = """
**What it does.** Every picture goes through three steps on the server: a cascade finds faces, a \
small network says for each which of seven expressions it looks like, and the answers are averaged \
over a fraction of a second, so that a label does not flicker. The network is a compact one of \
700,000 numbers, trained on FER2013.

**What a label means.** How a face looks in one moment. People make faces for many reasons: a \
smile is not joy, and a calm face is not calm. The network is wrong about three times in ten, more \
often with fear, disgust and sadness, in bad light, and with turned faces.

**Your privacy.** Pictures are worked on in the server's memory and are gone at once. Nothing is \
stored, nothing is passed on, no sound is sent, nobody is recognised. A recording holds \
expressions and times, no pictures, and is gone when the page is closed.

**What it must not be used for.** Judging people at work, at school, in interviews or by the \
police; deciding anything about a person; guessing feelings, health or honesty. In the European \
Union, Article 5(1)(f) of the AI Act forbids inferring emotions at work and in education. Use it \
for yourself, or among people who agreed.
"""
    ABOUT_CARD = "How good the network is"
    ABOUT_CARD_HELP = "From the model card, written by the commands that measured its figures."
    ABOUT_CARD_OPEN = "How good it is"
    ABOUT_VERSIONS = "Versions running"

    VIDEO_PAGE = "Videos"
    VIDEO_TITLE = "Videos"
    VIDEO_PROMISE = (
        "Upload a recorded talk and get it back with every face labelled, its sound kept, and with a "
        "score over time. The clip and the result are held for this visit only."
    )
    VIDEO_LIMITS = "MP4, MOV, WebM or MKV, up to {megabytes} MB and {minutes} minutes"
    VIDEO_INFO = "{name}: {width} x {height} pixels, {length}, {sound}"
    VIDEO_SOUND = "with sound"
    VIDEO_NO_SOUND = "without sound"
    VIDEO_UNKNOWN_LENGTH = "of unknown length"
    VIDEO_TOO_LONG = "The clip is {length} long; at most {minutes} minutes can be taken."
    VIDEO_START = "Label this clip"
    VIDEO_CANCEL = "Cancel"
    VIDEO_WAITING = "Waiting in line: {place} before you."
    VIDEO_RUNNING = "{share}, {rate} frames a second, {left} left"
    VIDEO_RUNNING_UNKNOWN = "{frames} frames done, {rate} a second"
    VIDEO_LEFT_UNKNOWN = "some time"
    VIDEO_PREVIEW = "The latest labelled frame"
    VIDEO_CANCELLED = "Cancelled. No result was kept."
    VIDEO_ANOTHER = "Another clip"
    VIDEO_DONE = "Done: {frames} frames in {time} (minutes:seconds)."
    VIDEO_SOUND_LOST = (
        "The clip's sound could not be read, or not all of it: what could not was left out."
    )
    VIDEO_DOWNLOAD = "Labelled clip (MP4)"
