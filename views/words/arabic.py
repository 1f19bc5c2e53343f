"""Every word on the pages, in Arabic."""

from collections.abc import Mapping
from typing import ClassVar

from streamlit_webrtc.config import Translations

from hosting.http.refusals import TooMuch
from models.labels import Expression
from recordings.words import ReportWords
from transformers.detection.cascade import Sensitivity
from transformers.faults import Fault
from transformers.tuning import Trouble
from views.choices import Camera, Drawn
from views.live_state import LiveState
from views.parts.route import Route
from views.words.english import Words

# Between U+2066 (left to right) or U+2068 (as its first letter says) and U+2069 stands what would be
# shown in another order among Arabic letters: a date, a size, a percentage, the name of a file.

ARABIC = ReportWords(
    language="ar",
    direction="rtl",
    report="ما رأته الكاميرا",
    made="أُنشئ في \u2066{when}\u2069.",
    length="المدة: {length} (دقائق:ثوانٍ).",
    together="كل الوجوه معًا",
    face="الوجه {number}",
    of_hundred="من 100 في درجة الإيجابية",
    no_score="لم يظهر أي وجه، فلا توجد درجة.",
    count="عُرض إيجابيًا لمدة {positive}، وسلبيًا لمدة {negative} (دقائق:ثوانٍ).",
    in_view="ظهر وجه خلال \u2066{share}\u2069 من الوقت.",
    longest_positive="أطول فترة إيجابية: {seconds} ث، من {start} إلى {end}.",
    longest_negative="أطول فترة سلبية: {seconds} ث، من {start} إلى {end}.",
    # Masculine and accusative, as they stand after "the face looked".
    looks={
        Expression.ANGRY: "صارمًا",
        Expression.DISGUST: "ممتعضًا",
        Expression.FEAR: "متوترًا",
        Expression.HAPPY: "ودودًا",
        Expression.SAD: "كئيبًا",
        Expression.SURPRISE: "متفاجئًا",
        Expression.NEUTRAL: "هادئًا",
    },
    looked_all="بدا الوجه {first} طوال الوقت تقريبًا.",
    looked_most="بدا الوجه {first} معظم الوقت.",
    looked_mixed="بدا الوجه {first} تارةً و{second} تارةً أخرى.",
    looked_from="من {start} إلى {end} بدا {look}.",
    out_of_view="لم يظهر أي وجه خلال \u2066{share}\u2069 من الوقت.",
    seek="اللحظة على الخط الزمني",
    score_at="الدرجة {score}",
    nobody_at="لا وجه في الصورة",
    best="أفضل لحظة: {time} (الدرجة {score})",
    weakest="أضعف لحظة: {time} (الدرجة {score})",
    figures="كل الأرقام",
    timeline="احتمالات التعابير السبعة، وتحتها الدرجة، على مدى الوقت",
    timeline_text="الدرجة {score} من 100. الأرجح في المتوسط: {most}.",
    columns=("التعبير", "الثواني", "النسبة", "الاحتمال"),
    readings=(
        "تحسب «الثواني» و«النسبة» ما عُرض على الصورة. أما «الاحتمال» فهو متوسط احتمالات الشبكة "
        "العصبية: المساحات الملوّنة في الرسم البياني، ومنها تُحسب الدرجة. وقد يكون تعبير ما محتملًا "
        "بين حين وآخر من دون أن يكون الأرجح في أي وقت."
    ),
    expressions={
        Expression.ANGRY: "غاضب",
        Expression.DISGUST: "مشمئز",
        Expression.FEAR: "خائف",
        Expression.HAPPY: "سعيد",
        Expression.SAD: "حزين",
        Expression.SURPRISE: "متفاجئ",
        Expression.NEUTRAL: "محايد",
    },
    unsure="غير مؤكد",
    tuned=(
        "قُرئ أحد الوجوه، طوال الوقت أو في جزء منه، بالمقارنة مع مظهره وهو مسترخٍ: فما يشبه تعبيرًا "
        "آخر على هذا الوجه المسترخي طُرح من النتائج."
    ),
    meaning=(
        "درجة الإيجابية هي 100 مضروبةً في حصة «سعيد» و«محايد» و«متفاجئ» من مدة ظهور الوجه، في مقابل "
        "«غاضب» و«مشمئز» و«خائف» و«حزين». وتُحتسب كل لحظة باحتمالاتها. وهي تبيّن كيف بدا الوجه لشبكة "
        "عصبية صغيرة كثيرًا ما تخطئ، ولا تبيّن ما شعر به صاحبه، ولا إن كان الحديث جيدًا، وليست للحكم "
        "على الآخرين. لم يُحفظ شيء من هذا على الخادم."
    ),
)


class Arabic(Words):
    """Modern standard Arabic."""

    NAME = "العربية"
    DIRECTION = "rtl"
    PLURAL_FORMS = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
    REPORT_WORDS = ARABIC
    EXPRESSIONS: ClassVar[Mapping[Expression | None, str]] = {
        **{expression: name for expression, name in ARABIC.expressions.items()},  # noqa: C416
        None: ARABIC.unsure,
    }
    # DRAWN_EXPRESSIONS is English, inherited: on the picture there are Latin letters only.
    LANGUAGE = "اللغة"

    PROMISE = "شاهد مباشرةً في صورة الكاميرا التعبير الظاهر على كل وجه."
    BEFORE_START = """
- **الفيديو الخاص بك** يُرسل إلى هذا الخادم، ويُعالج في ذاكرته، ثم يعود إليك فورًا. لا تُحفظ أي صورة \
ولا تُنقل إلى أي جهة، ولا يُرسل أي صوت. لا تُفتح الكاميرا إلا عند الضغط على **تشغيل**، وتُغلق عند \
الضغط على **إيقاف**.
- **ما يراه الخادم** هو مظهر الوجه في لحظة واحدة، وكثيرًا ما يخطئ. ولا يمكنه أن يعرف ما يشعر به \
الإنسان.
- **لا تستخدمه** للحكم على الآخرين: لا في العمل، ولا في الصف، ولا في المقابلات. استخدمه لنفسك، أو مع \
من وافقوا على ذلك.
"""

    PRIVACY = "يُعالج الفيديو في ذاكرة الخادم ويعود إليك فورًا. لا تُحفظ أي صورة، ولا يُرسل أي صوت."
    EXAMPLE = "لا توجد كاميرا؟ شغّل المثال"
    GO_ON = "متابعة"
    LEFT_LIVE = "أُغلقت الكاميرا عندما انتقلت إلى صفحة أخرى. ما سُجّل لا يزال محفوظًا."
    CONNECTING = "جارٍ الاتصال"
    START = "تشغيل"
    STOP = "إيقاف"
    SELECT_DEVICE = "اختيار الكاميرا"
    COMPONENT_WORDS = Translations(
        start=START,
        stop=STOP,
        select_device=SELECT_DEVICE,
        device_ask_permission="اسمح باستخدام الكاميرا لتتمكن من الاختيار.",
        device_not_available="لم يُعثر على كاميرا.",
        device_access_denied="استخدام الكاميرا غير مسموح به في هذه الصفحة.",
        media_api_not_available="لا يستطيع هذا المتصفح فتح الكاميرا في هذه الصفحة.",
        turn_camera_on="تشغيل الكاميرا",
        turn_camera_off="إيقاف الكاميرا",
        select_camera="اختيار الكاميرا",
    )

    STATES: ClassVar[Mapping[LiveState, tuple[str, str]]] = {
        LiveState.READY: ("جاهز", "اضغط «تشغيل» لفتح الكاميرا."),
        LiveState.BLOCKED: ("لا توجد كاميرا", "تجد ما عليك فعله مكتوبًا في موضع الصورة."),
        LiveState.CONNECTING: ("جارٍ الاتصال", "بانتظار الصورة الأولى."),
        LiveState.LIVE: ("مباشر", ""),
        LiveState.NO_FACE: ("لا وجه في الصورة", "واجه الكاميرا، وليكن الضوء من الأمام."),
        LiveState.CAMERA_OFF: (
            "الكاميرا متوقفة",
            "الصورة سوداء: شغّل الكاميرا أو أزل ما يغطيها.",
        ),
        LiveState.FAILED: ("فشل الاتصال", "لم تعُد أي صورة من الخادم."),
        LiveState.LOST: ("انقطع الاتصال", "توقفت عودة الصور من الخادم."),
        LiveState.TOO_LARGE: (
            "الصور كبيرة جدًا",
            "أرسلت الكاميرا صورًا أكبر مما يقبله هذا الموقع: اضغط «إيقاف» واختر كاميرا أخرى.",
        ),
    }
    OFFER_REFUSED = "طلب هذا المتصفح شيئًا غير إرسال فيديو واحد واستقباله، فلم يبدأ البث. قد يكون السبب إضافةً في المتصفح؛ وصفحة الصور تعمل من دون بث."
    CONNECTION_ADVICE = """
**ما يمكنك تجربته**

1. انتظر لحظة، ثم اضغط **إعادة المحاولة**.
2. اترك شبكة الشركة أو المدرسة أو شبكة VPN: كثيرًا ما ينجح اتصال الهاتف نفسه.
3. جرّب متصفحًا آخر؛ تعمل أحدث إصدارات Chrome وFirefox وEdge وSafari.
4. صفحة **الصور** تعمل دائمًا.
"""
    RELAY_MISSING = "ليس لهذا الموقع خادم ترحيل (TURN)، وتحتاج إليه الشبكات ذات القيود المشددة. على مالك الموقع إعداد خادم ترحيل."
    RELAY_SET = (
        "لهذا الموقع خادم ترحيل (TURN) للشبكات ذات القيود المشددة. إذا لم تنجح أي شبكة، فعلى مالك الموقع "
        "التحقق من أن خادم الترحيل يعمل، ومن صحة الاسم وكلمة المرور."
    )
    RELAY_FAILED = "كان يُفترض أن توفّر خدمة {service} خادم ترحيل، لكنها لم تفعل. يجد مالك هذا الموقع السبب في السجل."
    ROUTES: ClassVar[Mapping[Route, str]] = {
        Route.DIRECT: "يصل الفيديو مباشرةً.",
        Route.RELAY: "يصل الفيديو عبر خادم ترحيل.",
    }
    TRY_AGAIN = "إعادة المحاولة"

    FULL = "جميع الأماكن مشغولة الآن. أقصى عدد للبث في وقت واحد: {most}."
    ADDRESS_FULL = (
        "يشغل آخرون في شبكتك جميع الأماكن المتاحة لشبكة واحدة في الوقت نفسه، وعددها {most}."
    )
    TIME_IS_UP = "انتهى وقتك لأن آخرين كانوا ينتظرون. شكرًا لإفساح المجال! يمكنك الانضمام إلى قائمة الانتظار مجددًا."
    MAKE_ROOM = "هناك من ينتظر: بعد نحو {seconds} ث ينتقل مكانك إلى غيرك. ويمكنك بعدها الانضمام إلى قائمة الانتظار مجددًا."
    NO_FRAMES = "لم تصل أي صورة طوال {seconds} ث، فأُخلي مكانك. يمكنك البدء من جديد."
    YOUR_TURN = "حان دورك"
    WAITING = "في قائمة الانتظار: {waiting}."
    STAND_IN_LINE = "الانضمام إلى قائمة الانتظار"
    IN_LINE = "قبلك: {before}. ستُفتح الكاميرا عندما يحين دورك."
    FULL_MEANWHILE = "في هذه الأثناء، تعمل صفحة الصور دائمًا:"
    ADVICE_FROM_OWNER = "على مالك هذا الموقع إصلاح ما يلي:"

    MAIN_FACE = "الوجه الرئيسي"
    NO_MAIN_FACE = "لا يوجد"
    FACES = ("وجه", "وجه", "وجهان", "وجوه", "وجهًا", "وجه")
    FRAMES_PER_SECOND = "إطار/ثانية"
    MILLISECONDS = "ملي ثانية لكل إطار على الخادم"
    DETAILS = "التفاصيل"
    ERRORS = (
        "{errors} إطار تعذّر وضع التسميات عليه فعُرض كما ورد.",
        "{errors} إطار تعذّر وضع التسميات عليه فعُرض كما ورد.",
        "{errors} إطاران تعذّر وضع التسميات عليهما فعُرضا كما وردا.",
        "{errors} إطارات تعذّر وضع التسميات عليها فعُرضت كما وردت.",
        "{errors} إطارًا تعذّر وضع التسميات عليها فعُرضت كما وردت.",
        "{errors} إطار تعذّر وضع التسميات عليها فعُرضت كما وردت.",
    )

    CONTROLS = "الإعدادات"
    CAMERA = "الكاميرا عند التشغيل"
    CAMERA_HELP = "أثناء البث، بدّل الكاميرا بالسهم المجاور لرمز الكاميرا أسفل الصورة."
    CAMERAS: ClassVar[Mapping[Camera, str]] = {Camera.FRONT: "الأمامية", Camera.BACK: "الخلفية"}
    MIRROR = "عكس الصورة"
    MIRROR_HELP = "كما في المرآة: للكاميرا الأمامية."
    SENSITIVITY = "اكتشاف الوجوه"
    SENSITIVITY_HELP = "مع «أكثر» تُكتشف الوجوه الصغيرة والملتفتة أيضًا، وأحيانًا وجه حيث لا وجه."
    SENSITIVITIES: ClassVar[Mapping[Sensitivity, str]] = {
        Sensitivity.LOW: "أقل",
        Sensitivity.NORMAL: "عادي",
        Sensitivity.HIGH: "أكثر",
    }
    DRAWN = "ما يُرسم على كل وجه"
    DRAWN_NAMES: ClassVar[Mapping[Drawn, str]] = {
        Drawn.BOX: "المربع",
        Drawn.LABEL: "التسمية",
        Drawn.BARS: "الأشرطة",
    }
    DRAWN_HELP = "لا تختر شيئًا لترى الصورة كما هي."

    CAMERA_PROBLEMS: ClassVar[Mapping[str, str]] = {
        "NotAllowedError": (
            "الكاميرا محظورة في هذه الصفحة. اسمح بها من رمز الكاميرا في شريط العنوان (وعلى الهاتف من "
            "إعدادات المتصفح لهذا الموقع)، ثم اضغط «تشغيل» مجددًا."
        ),
        "NotFoundError": "لم يُعثر على كاميرا. وصّل كاميرا، ثم اضغط «تشغيل» مجددًا.",
        "NotReadableError": ("يستخدم برنامج آخر الكاميرا. أغلقها هناك، ثم اضغط «تشغيل» مجددًا."),
        "insecure": (
            "لا تفتح المتصفحات الكاميرا إلا في الصفحات الآمنة. افتح هذه الصفحة بعنوان أوله "
            "\u2066https://\u2069."
        ),
        "other": "تعذّر فتح الكاميرا. أغلق أي شيء آخر قد يستخدمها، ثم اضغط «تشغيل» مجددًا.",
        "in-app": (
            "هذه الصفحة مفتوحة داخل تطبيق آخر، وكثيرًا ما يحظر متصفحه الكاميرا. افتحها في Safari أو "
            "Chrome أو Firefox."
        ),
    }

    TUNE = "الضبط على وجهي"
    TUNE_HELP = (
        "انظر إلى الكاميرا ثلاث ثوانٍ بوجه مسترخٍ. بعد ذلك تُقرأ تعابير أكبر وجه بالمقارنة مع هذا "
        "المظهر: فاختلاف الوجوه المسترخية أكبر من اختلاف الأمزجة. يُحفظ الضبط لهذه الزيارة فقط: سبعة "
        "أرقام، من دون أي صورة."
    )
    TUNE_LOOK = "انظر إلى الكاميرا بوجه مسترخٍ: {seconds}"
    TUNE_TROUBLES: ClassVar[Mapping[Trouble, str]] = {
        Trouble.LOST: "غاب الوجه أو ظهر وجه آخر. ابقَ في الصورة؛ يبدأ الضبط من جديد.",
        Trouble.EXPRESSIVE: "لم يكن الوجه مسترخيًا. استرخِ من دون ابتسام؛ يبدأ الضبط من جديد.",
        Trouble.UNSTEADY: "تغيّر الوجه أثناء ذلك. لا تتحرك، وليكن الضوء ثابتًا؛ يبدأ الضبط من جديد.",
        Trouble.NO_FACE: "لم يظهر الوجه بوضوح. واجه الكاميرا؛ يبدأ الضبط من جديد.",
    }
    TUNE_GIVEN_UP = "لم تُرصد ثلاث ثوانٍ بوجه مسترخٍ. واجه الكاميرا والضوء من الأمام، ثم حاول مجددًا."
    TUNE_CANCEL = "إلغاء الضبط"
    TUNED = "مضبوط على وجهك"
    TUNE_UNDO = "التراجع عن الضبط"
    TUNE_SAVE = "الاحتفاظ بنسخة (JSON)"
    TUNE_LOAD = "من ملف"
    TUNE_FILE = "الملف الذي احتفظت به من زيارة سابقة"
    TUNE_NO_FILE = "ليس هذا الملف المطلوب: المتوقع هو الملف الذي نزّلته من هذه الصفحة للاحتفاظ به."
    TUNE_UPLOAD = "أكبر وجه هو وجهي: اقرأه حسب الضبط"
    TUNE_UPLOAD_HELP = "أجريت الضبط على وجهك في صفحة البث المباشر خلال هذه الزيارة."

    RECORD = "تسجيل"
    STOP_RECORDING = "إيقاف التسجيل"
    CANCEL = "إلغاء"
    RECORD_HELP = (
        "اضغط «تشغيل» ثم «تسجيل»: يُحفظ ما يظهر ثانيةً بثانية (التعابير والأوقات، من دون أي صورة)، "
        "وفي النهاية تظهر درجة."
    )
    RECORD_GOES_ON = "يعرض «إيقاف التسجيل» درجة ما سُجّل حتى ذلك الحين."
    PRACTICE_LENGTH = "التدرّب"
    PRACTICE_HELP = "لعرض أمام جمهور أو لمقابلة: ينتهي التسجيل تلقائيًا بانتهاء الوقت."
    NO_LIMIT = "بلا حد، حتى أوقفه"
    REHEARSALS: ClassVar[Mapping[int, str]] = {
        60: "عرض موجز في دقيقة",
        120: "إجابة في مقابلة، دقيقتان",
    }
    MINUTES = "{minutes} د"
    HIDE_LABELS = "عدم رسم شيء أثناء ذلك"
    HIDE_LABELS_HELP = "لتتحدث من دون مراقبة التسميات. تظهر النتيجة بعد ذلك."
    RECORDING_WAITS = "انقطع الفيديو. التسجيل في انتظاره، ويُستأنف عند عودته."
    KEEP_CLIP = "الاحتفاظ بالفيديو لمشاهدته لاحقًا"
    KEEP_CLIP_HELP = (
        "يحتفظ هذا المتصفح أثناء التسجيل بمقطع للصورة مع التسميات: في ذاكرته هو، ولا يُرفع أبدًا، ويزول "
        "عند إغلاق الصفحة. يمكنك حفظه بجانب النتيجة."
    )
    KEEP_SOUND = "مع الصوت"
    KEEP_SOUND_HELP = "من الميكروفون إلى هذا المقطع فقط. لا يغادر الصوت هذا المتصفح أبدًا."
    OWN_CLIP = "هذا المقطع موجود في هذه الصفحة وحدها: يزول عند إغلاقها."
    OWN_CLIP_SILENT = "لم يُسمح باستخدام الميكروفون، فالمقطع بلا صوت. وهو موجود في هذه الصفحة وحدها."
    OWN_CLIP_GONE = "لم يعد المقطع موجودًا، لأن الصفحة أُغلقت أو أُعيد تحميلها بعد تسجيله."
    OWN_CLIP_SAVE = "حفظ المقطع"
    RESULTS = "النتائج"
    RECORDING_CHOICE = "التسجيل"
    RECORDING_NAME = "التسجيل {number} ({length})"
    WHICH_FACE = "الوجه"
    COMPARISON = "تسجيلات هذه الزيارة"
    TAKE_ALONG = "الاحتفاظ بنسخة"
    SCORE_CARD = "بطاقة الدرجة (PNG)"
    SCORE_CARD_MEANING = "مظهر الوجه كما رأته شبكة عصبية صغيرة كثيرًا ما تخطئ، لا ما شعر به صاحبه."
    REPORT_TITLE = "عنوان التقرير"
    REPORT = "التقرير (HTML)"
    TIMELINE_CSV = "الخط الزمني (CSV)"
    SUMMARY_CSV = "الملخص (CSV)"
    JSON_FILE = "كل البيانات (JSON)"
    NOTHING_STAYS = (
        "تُحفظ التسجيلات في ذاكرة الخادم لهذه الزيارة، وفي علامة التبويب هذه من متصفحك حتى لا يضيع أي "
        "منها عند إعادة التحميل. وتزول عند إغلاق الصفحة. أما ما تنزّله فهو لك وحدك."
    )

    LIVE_PAGE = "مباشر"
    PHOTO_PAGE = "الصور"
    ABOUT_PAGE = "حول"

    PHOTO_TITLE = "الصور"
    PHOTO_PROMISE = (
        "ما التعبير الظاهر على كل وجه في الصورة؟ تُعالج الصورة في ذاكرة الخادم، وتزول عندما تزيلها أو "
        "تغلق الصفحة. وتعمل هذه الصفحة حيث لا يعمل الفيديو المباشر."
    )
    PHOTO_UPLOAD = "رفع"
    PHOTO_UPLOAD_LABEL = "صورة واحدة أو أكثر: JPEG أو PNG أو WebP أو HEIC، حتى 8000 بكسل لكل ضلع"
    PHOTO_TAKE = "التقاط"
    PHOTO_TAKE_LABEL = "التقاط صورة بالكاميرا"
    PHOTO_WORKING = "جارٍ فحص \u2068{name}\u2069"
    PHOTO_NO_FACE = (
        "لم يُعثر على أي وجه. يُعثر على الوجوه المواجهة للكاميرا، في ضوء جيد، إذا لم تكن صغيرة جدًا: "
        "جزء من ثلاثين على الأقل من الضلع الأقصر للصورة."
    )
    PHOTO_NO_FACE_SHORT = "لم يُعثر على وجه"
    PHOTO_FACE = "الوجه {number}"
    PHOTO_CLEAR = "إزالة كل الصور"
    PHOTO_COUNT = (
        "{count} صورة",
        "{count} صورة",
        "{count} صورتان",
        "{count} صور",
        "{count} صورة",
        "{count} صورة",
    )
    PHOTO_FIGURES = "الاحتمالات"
    PHOTO_DOWNLOAD = "الصورة مع التسميات، بالحجم الكامل"
    PHOTO_CSV = "الجدول (CSV)"

    REFUSED_UPLOADS: ClassVar[Mapping[TooMuch, str]] = {
        TooMuch.VISIT: "لم يُقبل الملف: بلغت هذه الزيارة الحد المسموح به. أزل ملفًا أولًا.",
        TooMuch.ALL: "لم يُقبل الملف: لا متسع له في هذا الخادم الآن. جرّب ملفًا أصغر، أو حاول لاحقًا.",
        TooMuch.OFTEN: "لم يُقبل الملف: وصلت ملفات كثيرة دفعة واحدة. حاول مجددًا بعد دقيقة.",
    }

    FAULTS: ClassVar[Mapping[Fault, str]] = {
        Fault.EMPTY: "الملف فارغ.",
        Fault.NO_PHOTO: "هذا الملف ليس صورة: المتوقع صورة JPEG أو PNG أو WebP أو HEIC.",
        Fault.PHOTO_FORMAT: "المتوقع صورة JPEG أو PNG أو WebP أو HEIC، لكن صيغة الملف \u2066{got}\u2069.",
        Fault.PHOTO_SIZE: "أبعاد الصورة \u2066{got}\u2069 بكسل؛ الحد الأقصى المقبول {limit} لكل ضلع.",
        Fault.PHOTO_MEMORY: (
            "أبعاد الصورة \u2066{got}\u2069 بكسل؛ تتسع ذاكرة هذا الخادم الآن لما يبلغ {limit} مليون بكسل. "
            "جرّب صورة أصغر، أو حاول لاحقًا."
        ),
        Fault.PHOTO_DAMAGED: "الصورة تالفة ولا يمكن قراءتها (\u2066{got}\u2069).",
        Fault.NO_CLIP: "هذا ليس مقطعًا يمكن قراءته: المتوقع MP4 أو MOV أو WebM أو MKV.",
        Fault.CLIP_WITHOUT_PICTURES: "لا يحتوي المقطع على أي صور.",
        Fault.CLIP_SIZE: "أبعاد المقطع \u2066{got}\u2069 بكسل؛ الحد الأقصى المقبول {limit} لكل ضلع.",
        Fault.CLIP_CODEC: "صور المقطع مرمّزة بطريقة لا يمكن قراءتها هنا (\u2066{got}\u2069).",
        Fault.CLIP_LENGTH: "المقطع أطول مما هو مذكور فيه؛ الحد الأقصى المقبول {limit} دقيقة.",
        Fault.CLIP_FRAMES: "يتجاوز عدد إطارات المقطع {limit}، وهو الحد الأقصى المقبول.",
        Fault.CLIP_MEMORY: "أبعاد المقطع \u2066{got}\u2069 بكسل؛ تتسع ذاكرة هذا الخادم الآن لما يبلغ {limit} مليون بكسل. جرّب مقطعًا أصغر، أو حاول لاحقًا.",
        Fault.CLIP_RESULT: "سيتجاوز حجم المقطع مع التسميات {limit} ميغابايت، وهو أقصى ما يمكن حفظه. جرّب مقطعًا أقصر.",
        Fault.NO_MEMORY: "ذاكرة الخادم لا تكفي لذلك الآن. حاول مجددًا لاحقًا.",
        Fault.DISK: "لم يبقَ في الخادم متسع للنتيجة. حاول مجددًا لاحقًا.",
        Fault.BUSY: "هناك طلبات كثيرة قبله. حاول مجددًا بعد بضع دقائق.",
        Fault.STOPPED_MEMORY: "أُوقفت معالجة الملف لأنها استهلكت ذاكرة كثيرة.",
        Fault.STOPPED_TIME: "أُوقفت معالجة الملف لأنها استغرقت وقتًا طويلًا.",
        Fault.STOPPED: "تعذّرت معالجة الملف فأُوقفت.",
    }

    OPERATOR = "المشغّل"
    OPERATOR_ASKS = "كلمة السر (FACECUE_OPERATOR_SECRET)"
    OPERATOR_OPEN = "فتح"
    OPERATOR_WRONG = "ليست هذه كلمة السر."
    OPERATOR_PAUSE = "سبقت محاولات خاطئة. تُفحص المحاولة التالية بعد {seconds} ث؛ أما هذه فلم تُفحص."
    OPERATOR_LIVE = "زوار البث المباشر"
    OPERATOR_WAITING = "في قائمة الانتظار"
    OPERATOR_MEMORY = "الذاكرة"
    OPERATOR_CPU = "المعالج، من نواة واحدة"
    OPERATOR_ERRORS = "الأخطاء منذ البدء"
    OPERATOR_COLUMNS = ("الزائر", "إطار/ثانية", "ملي ثانية/إطار", "الوجوه", "الأخطاء")

    ABOUT_TITLE = "حول FaceCue"
    ABOUT_TEXT = """
**ما يفعله.** تمر كل صورة على الخادم بثلاث خطوات: تعثر سلسلة من المصنِّفات على الوجوه، ثم تحدد شبكة \
عصبية صغيرة أيَّ تعبير من سبعة تعابير يشبهه كل وجه، ثم يُحسب متوسط الإجابات على مدى جزء من الثانية كي \
لا تتذبذب التسمية. والشبكة مدمجة، قوامها 700 ألف عدد، وقد دُرّبت على FER2013.

**ما تعنيه التسمية.** مظهر الوجه في لحظة واحدة. تتبدل ملامح الناس لأسباب كثيرة: فالابتسامة ليست \
فرحًا، والوجه الهادئ ليس هدوءًا. تخطئ الشبكة نحو ثلاث مرات من كل عشر، وأكثر من ذلك مع تعابير الخوف \
والاشمئزاز والحزن، وفي الضوء السيئ، ومع الوجوه الملتفتة.

**خصوصيتك.** تُعالج الصور في ذاكرة الخادم وتزول فورًا. لا يُحفظ شيء، ولا يُنقل شيء إلى أي جهة، ولا \
يُرسل أي صوت، ولا يُتعرَّف على هوية أحد. يحتوي التسجيل على تعابير وأوقات، لا على صور، ويزول عند إغلاق \
الصفحة.

**ما لا يجوز استخدامه له.** الحكم على الناس في العمل أو المدرسة أو المقابلات أو من قِبل الشرطة؛ أو \
اتخاذ أي قرار بشأن شخص ما؛ أو تخمين المشاعر أو الصحة أو الصدق. في الاتحاد الأوروبي، تحظر المادة \
\u20665(1)(f)\u2069 من قانون الذكاء الاصطناعي استنتاج المشاعر في العمل والتعليم. استخدمه لنفسك، أو مع \
من وافقوا على ذلك.
"""
    ABOUT_CARD = "مدى جودة الشبكة العصبية"
    ABOUT_CARD_HELP = "من بطاقة النموذج (بالإنجليزية)، وقد كتبتها الأوامر التي قاست أرقامها."
    ABOUT_VERSIONS = "الإصدارات العاملة"

    VIDEO_PAGE = "مقاطع الفيديو"
    VIDEO_TITLE = "مقاطع الفيديو"
    VIDEO_PROMISE = (
        "ارفع حديثًا مسجّلًا ليعود إليك مع تسمية على كل وجه، وبصوته الأصلي، ومع درجة على مدى الوقت. يُحتفظ "
        "بالمقطع والنتيجة لهذه الزيارة فقط."
    )
    VIDEO_LIMITS = "MP4 أو MOV أو WebM أو MKV، حتى {megabytes} ميغابايت و{minutes} دقيقة"
    VIDEO_INFO = "\u2068{name}\u2069: \u2066{width} x {height}\u2069 بكسل، {length}، {sound}"
    VIDEO_SOUND = "مع صوت"
    VIDEO_NO_SOUND = "بلا صوت"
    VIDEO_UNKNOWN_LENGTH = "مدة غير معروفة"
    VIDEO_TOO_LONG = "مدة المقطع {length}؛ الحد الأقصى المقبول {minutes} دقيقة."
    VIDEO_START = "وضع التسميات على هذا المقطع"
    VIDEO_CANCEL = "إلغاء"
    VIDEO_WAITING = "في قائمة الانتظار: قبلك {place}."
    VIDEO_RUNNING = "\u2066{share}\u2069، {rate} إطار/ثانية، المتبقي: {left}"
    VIDEO_RUNNING_UNKNOWN = "الإطارات المكتملة: {frames}، بمعدل {rate} في الثانية"
    VIDEO_LEFT_UNKNOWN = "بعض الوقت"
    VIDEO_PREVIEW = "آخر إطار مع التسميات"
    VIDEO_CANCELLED = "أُلغيت المعالجة. لم تُحفظ أي نتيجة."
    VIDEO_ANOTHER = "مقطع آخر"
    VIDEO_DONE = "اكتمل. الإطارات: {frames}، في {time} (دقائق:ثوانٍ)."
    VIDEO_SOUND_LOST = "تعذّرت قراءة صوت المقطع كله أو بعضه: حُذف ما تعذّرت قراءته."
    VIDEO_DOWNLOAD = "المقطع مع التسميات (MP4)"
