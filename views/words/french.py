"""Every word on the pages, in French."""

# French has a no-break space before some marks.
# ruff: noqa: RUF001

from collections.abc import Mapping
from typing import ClassVar

from streamlit_webrtc.config import Translations

from hosting.http.refusals import UploadRefusal
from models.labels import Expression
from recordings.words import ReportWords
from rooms.room import Refusal
from transformers.detection.cascade import Sensitivity
from transformers.faults import Fault
from transformers.tuning import Trouble
from views.choices import Camera, Drawn
from views.live_state import LiveState
from views.parts.route import Route
from views.words.english import Words

FRENCH = ReportWords(
    language="fr",
    direction="ltr",
    report="Ce que la caméra a vu",
    made="Créé le {when}.",
    length="Durée : {length} (minutes:secondes).",
    together="Tous les visages ensemble",
    face="Visage {number}",
    of_hundred="sur 100 au score de positivité",
    no_score="Aucun visage n'était visible : il n'y a donc pas de score.",
    count="Affiché comme positif : {positive}, comme négatif : {negative} (minutes:secondes).",
    in_view="Un visage était visible pendant {share} du temps.",
    longest_positive="Plus longue séquence positive : {seconds} s, de {start} à {end}.",
    longest_negative="Plus longue séquence négative : {seconds} s, de {start} à {end}.",
    looks={
        Expression.ANGRY: "sévère",
        Expression.DISGUST: "mécontent",
        Expression.FEAR: "tendu",
        Expression.HAPPY: "aimable",
        Expression.SAD: "abattu",
        Expression.SURPRISE: "surpris",
        Expression.NEUTRAL: "calme",
    },
    looked_all="Le visage paraissait {first} presque tout le temps.",
    looked_most="Le visage paraissait {first} la plupart du temps.",
    looked_mixed="Le visage paraissait tantôt {first}, tantôt {second}.",
    looked_from="De {start} à {end}, il paraissait {look}.",
    out_of_view="Aucun visage n'était visible pendant {share} du temps.",
    seek="Position sur la chronologie",
    score_at="score {score}",
    nobody_at="aucun visage visible",
    best="Meilleur moment : {time} (score {score})",
    weakest="Moment le plus faible : {time} (score {score})",
    figures="Tous les chiffres",
    timeline="Probabilités des sept expressions et, au-dessous, le score, au fil du temps",
    timeline_text="Le score est de {score} sur 100. Les plus probables en moyenne : {most}.",
    columns=("Expression", "Secondes", "Part", "Probabilité"),
    readings=(
        "Secondes et Part comptent ce qui était affiché sur l'image. Probabilité est la moyenne des "
        "probabilités données par le réseau de neurones : ce sont les surfaces colorées du graphique, "
        "et c'est d'elles que vient le score. Une expression peut être probable par moments sans "
        "jamais être la plus probable."
    ),
    expressions={
        Expression.ANGRY: "Colère",
        Expression.DISGUST: "Dégoût",
        Expression.FEAR: "Peur",
        Expression.HAPPY: "Joie",
        Expression.SAD: "Tristesse",
        Expression.SURPRISE: "Surprise",
        Expression.NEUTRAL: "Neutre",
    },
    unsure="Incertain",
    tuned=(
        "Un visage a été comparé à lui-même au repos, tout le temps ou en partie : ce qui, sur ce "
        "visage au repos, ressemble à une autre expression a été retiré des réponses."
    ),
    meaning=(
        "Le score de positivité est égal à 100 fois la part du temps visible qui revient à Joie, "
        "Neutre et Surprise plutôt qu'à Colère, Dégoût, Peur et Tristesse. Chaque instant compte "
        "selon ses probabilités. Le score dit quel air avait un visage pour un petit réseau de "
        "neurones qui se trompe souvent. Il ne dit ni ce qu'une personne ressentait, ni si un exposé "
        "était bon, et il n'est pas fait pour juger les autres. Rien de tout cela n'a été conservé "
        "sur le serveur."
    ),
)


class French(Words):
    """French."""

    NAME = "Français"
    PLURAL_FORMS = "n > 1"
    REPORT_WORDS = FRENCH
    EXPRESSIONS: ClassVar[Mapping[Expression | None, str]] = {
        **{expression: name for expression, name in FRENCH.expressions.items()},  # noqa: C416
        None: FRENCH.unsure,
    }
    DRAWN_EXPRESSIONS = EXPRESSIONS
    LANGUAGE = "Langue"

    PROMISE = (
        "Voyez en direct, sur l'image de votre caméra, quelle expression montre chaque visage."
    )
    BEFORE_START = """
- **Votre vidéo** est envoyée à ce serveur, traitée dans sa mémoire et renvoyée aussitôt. Aucune \
image n'est conservée ni transmise à des tiers, et aucun son n'est envoyé. La caméra ne s'allume \
que si vous appuyez sur **Démarrer**, et s'éteint avec **Arrêter**.
- **Ce qu'il voit**, c'est l'air qu'a un visage à un instant donné, et il se trompe souvent. Il ne \
peut pas savoir ce qu'une personne ressent.
- **Il n'est pas fait pour** juger les autres : ni au travail, ni en classe, ni en entretien. \
Utilisez-le pour vous-même, ou entre personnes qui ont donné leur accord.
"""

    PRIVACY = "Vidéo traitée dans la mémoire du serveur et renvoyée aussitôt. Aucune image n'est conservée, aucun son n'est envoyé."
    EXAMPLE = "Pas de caméra ici ? Voir l'exemple"
    GO_ON = "Reprendre"
    LEFT_LIVE = "La caméra s'est éteinte quand vous avez changé de page. Ce qui a été enregistré est conservé."
    CONNECTING = "Connexion en cours"
    START = "Démarrer"
    STOP = "Arrêter"
    SELECT_DEVICE = "Choisir la caméra"
    COMPONENT_WORDS = Translations(
        start=START,
        stop=STOP,
        select_device=SELECT_DEVICE,
        device_ask_permission="Autorisez l'accès à la caméra pour en choisir une.",
        device_not_available="Aucune caméra trouvée.",
        device_access_denied="La caméra n'est pas autorisée pour cette page.",
        media_api_not_available="Ce navigateur ne peut pas ouvrir de caméra sur cette page.",
        turn_camera_on="Activer la caméra",
        turn_camera_off="Désactiver la caméra",
        select_camera="Choisir la caméra",
    )

    STATES: ClassVar[Mapping[LiveState, tuple[str, str]]] = {
        LiveState.READY: ("Prêt", "Appuyez sur « Démarrer » pour allumer la caméra."),
        LiveState.BLOCKED: ("Pas de caméra", "La marche à suivre est indiquée sur l'image."),
        LiveState.CONNECTING: ("Connexion en cours", "En attente de la première image."),
        LiveState.LIVE: ("En direct", ""),
        LiveState.NO_FACE: (
            "Aucun visage visible",
            "Placez-vous face à la caméra, avec la lumière de face.",
        ),
        LiveState.CAMERA_OFF: (
            "Caméra éteinte",
            "La caméra n'envoie aucune image, ou une image noire : allumez-la ou découvrez-la.",
        ),
        LiveState.FAILED: ("Échec de la connexion", "Aucune image n'est revenue."),
        LiveState.LOST: ("Connexion perdue", "Les images ne reviennent plus."),
        LiveState.TOO_LARGE: (
            "Images trop grandes",
            "La caméra a envoyé des images plus grandes que ce site n'en accepte : appuyez sur « Arrêter » et choisissez-en une autre.",
        ),
    }
    OFFER_REFUSED = "Ce navigateur a demandé autre chose qu'une vidéo aller-retour : aucun flux n'a donc démarré. Une extension en est peut-être la cause ; la page « Photos » fonctionne sans flux."
    CONNECTION_ADVICE = """
**À essayer**

1. Attendez un instant, puis appuyez sur **Réessayer**.
2. Quittez le réseau de l'entreprise ou de l'école, ou le VPN : la connexion d'un téléphone \
fonctionne souvent.
3. Essayez un autre navigateur ; les dernières versions de Chrome, Firefox, Edge et Safari conviennent.
4. La page **Photos** fonctionne toujours.
"""
    RELAY_MISSING = "Ce site n'a pas de relais (serveur TURN), dont les réseaux stricts ont besoin. Son responsable doit en mettre un en place."
    RELAY_SET = (
        "Ce site a un relais (serveur TURN) pour les réseaux stricts. Si aucun réseau ne fonctionne, son "
        "responsable doit vérifier que le relais tourne et que l'identifiant et le mot de passe sont justes."
    )
    RELAY_FAILED = "{service} aurait dû fournir un relais et ne l'a pas fait. Le responsable du site en trouvera la raison dans le journal."
    ROUTES: ClassVar[Mapping[Route, str]] = {
        Route.DIRECT: "La vidéo arrive directement.",
        Route.RELAY: "La vidéo passe par un relais.",
    }
    TRY_AGAIN = "Réessayer"

    FULL = "Toutes les places sont prises pour le moment. Nombre de places en direct : {most}."
    ADDRESS_FULL = "D'autres personnes de votre réseau occupent toutes les places qu'un même réseau peut avoir à la fois : {most}."
    TIME_IS_UP = "Votre temps est écoulé, car d'autres attendaient. Merci d'avoir laissé la place ! Vous pouvez rejoindre de nouveau la file d'attente."
    MAKE_ROOM = "D'autres attendent : dans environ {seconds} secondes, votre place leur reviendra. Vous pourrez ensuite rejoindre de nouveau la file d'attente."
    NO_FRAMES = "Aucune image n'est arrivée pendant {seconds} secondes : votre place a été libérée. Vous pouvez redémarrer."
    YOUR_TURN = "C'est votre tour"
    WAITING = "Dans la file d'attente : {waiting}."
    STAND_IN_LINE = "Rejoindre la file d'attente"
    IN_LINE = "Devant vous : {before}. Votre caméra s'allumera quand ce sera votre tour."
    MOVING = "Ce serveur est complet. Un autre a de la place : vous y êtes conduit."
    SERVER_STOPPED = "Le serveur qui vous servait a dû s'arrêter. Un autre a pris le relais ; vos enregistrements sont conservés."
    SERVER_STOPPED_START = "Appuyez sur Démarrer pour continuer."
    SERVER_STOPPED_FILES = "Veuillez importer de nouveau vos fichiers."
    FULL_MEANWHILE = "En attendant, les photos fonctionnent toujours :"
    ADVICE_FROM_OWNER = "Le responsable de ce site doit corriger ceci :"

    MAIN_FACE = "Visage principal"
    NO_MAIN_FACE = "aucun"
    FACES = ("visage", "visages")
    FRAMES_PER_SECOND = "images par seconde"
    MILLISECONDS = "ms par image sur le serveur"
    DETAILS = "Détails"
    ERRORS = (
        "{errors} image n'a pas pu être annotée et a été affichée telle quelle.",
        "{errors} images n'ont pas pu être annotées et ont été affichées telles quelles.",
    )

    CONTROLS = "Réglages"
    CAMERA = "Caméra au démarrage"
    CAMERA_HELP = "Pendant le direct, changez de caméra avec la flèche à côté de l'icône de caméra, sous l'image."
    CAMERAS: ClassVar[Mapping[Camera, str]] = {Camera.FRONT: "Avant", Camera.BACK: "Arrière"}
    MIRROR = "Effet miroir"
    MIRROR_HELP = "L'image est inversée comme dans un miroir : pour la caméra avant."
    SENSITIVITY = "Détection des visages"
    SENSITIVITY_HELP = "« Plus » détecte aussi les visages petits ou tournés, et parfois un visage là où il n'y en a pas."
    SENSITIVITIES: ClassVar[Mapping[Sensitivity, str]] = {
        Sensitivity.LOW: "Moins",
        Sensitivity.NORMAL: "Normal",
        Sensitivity.HIGH: "Plus",
    }
    DRAWN = "Afficher sur chaque visage"
    DRAWN_NAMES: ClassVar[Mapping[Drawn, str]] = {
        Drawn.BOX: "Cadre",
        Drawn.LABEL: "Étiquette",
        Drawn.BARS: "Barres",
    }
    DRAWN_HELP = "Ne sélectionnez rien pour voir l'image telle quelle."

    CAMERA_PROBLEMS: ClassVar[Mapping[str, str]] = {
        "NotAllowedError": (
            "La caméra est bloquée pour cette page. Autorisez-la avec l'icône de caméra dans la barre "
            "d'adresse (sur un téléphone, dans les réglages du navigateur pour ce site), puis appuyez de "
            "nouveau sur « Démarrer »."
        ),
        "NotFoundError": (
            "Aucune caméra trouvée. Branchez-en une, puis appuyez de nouveau sur « Démarrer »."
        ),
        "NotReadableError": (
            "La caméra est utilisée par un autre programme. Fermez-le, puis appuyez de nouveau sur "
            "« Démarrer »."
        ),
        "gone": (
            "La caméra s'est éteinte : elle a été débranchée ou n'est plus autorisée. Branchez-la ou "
            "autorisez-la, puis appuyez de nouveau sur « Démarrer »."
        ),
        "insecure": (
            "Les navigateurs n'ouvrent une caméra que sur les pages sécurisées. Ouvrez cette page avec "
            "https:// au début de l'adresse."
        ),
        "other": (
            "La caméra n'a pas pu être ouverte. Fermez ce qui pourrait l'utiliser, puis appuyez de nouveau "
            "sur « Démarrer »."
        ),
        "in-app": (
            "Cette page est ouverte dans une autre application, dont le navigateur bloque souvent la "
            "caméra. Ouvrez-la dans Safari, Chrome ou Firefox."
        ),
    }

    TUNE = "Adapter à mon visage"
    TUNE_HELP = (
        "Regardez la caméra pendant trois secondes, le visage détendu. Ensuite, les expressions du plus "
        "grand visage sont lues par rapport à cela : d'une personne à l'autre, les visages au repos "
        "diffèrent plus que d'une humeur à l'autre. L'adaptation ne dure que le temps de cette visite : "
        "sept nombres, aucune image."
    )
    TUNE_LOOK = "Regardez la caméra, le visage détendu : {seconds}"
    TUNE_TROUBLES: ClassVar[Mapping[Trouble, str]] = {
        Trouble.LOST: "Le visage a disparu, ou un autre est arrivé. Restez dans le champ ; on recommence.",
        Trouble.EXPRESSIVE: "Ce n'était pas un visage au repos. Détendez-vous, sans sourire ; on recommence.",
        Trouble.UNSTEADY: "Le visage a changé entre-temps. Ne bougez pas, gardez la même lumière ; on recommence.",
        Trouble.NO_FACE: "Le visage n'était pas bien visible. Placez-vous face à la caméra ; on recommence.",
    }
    TUNE_GIVEN_UP = "Il n'y a pas eu trois secondes de visage au repos. Placez-vous face à la caméra, avec la lumière de face, et réessayez."
    TUNE_CANCEL = "Interrompre l'adaptation"
    TUNED = "Adapté à votre visage"
    TUNE_UNDO = "Annuler l'adaptation"
    TUNE_SAVE = "Télécharger l'adaptation (JSON)"
    TUNE_LOAD = "Depuis un fichier"
    TUNE_FILE = "Le fichier que vous avez téléchargé lors d'une visite précédente"
    TUNE_NO_FILE = (
        "Ce n'est pas le bon fichier : il faut celui que cette page vous a proposé de télécharger."
    )
    TUNE_UPLOAD = "Le plus grand visage est le mien : le lire avec l'adaptation"
    TUNE_UPLOAD_HELP = "Vous avez fait l'adaptation à votre visage sur la page « En direct », pendant cette visite."

    RECORD = "Enregistrer"
    STOP_RECORDING = "Arrêter l'enregistrement"
    CANCEL = "Annuler"
    RECORD_HELP = (
        "« Démarrer », puis « Enregistrer » : ce qui est vu est noté seconde par seconde (des expressions "
        "et des temps, jamais une image), et un score s'affiche à la fin."
    )
    RECORD_GOES_ON = (
        "« Arrêter l'enregistrement » affiche le score de ce qui a été enregistré jusque-là."
    )
    PRACTICE_LENGTH = "S'entraîner"
    PRACTICE_HELP = "Pour un exposé ou un entretien : l'enregistrement s'arrête de lui-même quand le temps est écoulé."
    NO_LIMIT = "Librement, jusqu'à ce que j'arrête"
    REHEARSALS: ClassVar[Mapping[int, str]] = {
        60: "Une présentation d'une minute",
        120: "Une réponse en entretien, 2 min",
    }
    MINUTES = "{minutes} min"
    HIDE_LABELS = "Sans annotations pendant ce temps"
    HIDE_LABELS_HELP = "Pour parler sans surveiller les étiquettes. Le résultat s'affiche ensuite."
    RECORDING_WAITS = (
        "La vidéo s'est interrompue. L'enregistrement attend, et reprendra quand elle sera revenue."
    )
    KEEP_CLIP = "Garder l'image pour la revoir"
    KEEP_CLIP_HELP = (
        "Pendant l'enregistrement, ce navigateur garde l'image annotée sous forme de clip : dans sa propre "
        "mémoire, sans jamais l'envoyer, et jusqu'à la fermeture de la page. Vous pourrez le télécharger à "
        "côté du résultat."
    )
    KEEP_SOUND = "avec le son"
    KEEP_SOUND_HELP = (
        "Celui de votre microphone, dans ce clip seulement. Il ne quitte jamais ce navigateur."
    )
    OWN_CLIP = "Ce clip n'existe que dans cette page : il disparaîtra quand vous la fermerez."
    OWN_CLIP_SILENT = "Le microphone n'était pas autorisé : le clip n'a donc pas de son. Il n'existe que dans cette page."
    OWN_CLIP_GONE = "Le clip a disparu, car la page a été fermée ou rechargée depuis."
    OWN_CLIP_FAILED = "Le navigateur n'a pas pu garder de clip de cet enregistrement."
    OWN_CLIP_SAVE = "Télécharger le clip"
    RESULTS = "Résultats"
    RECORDING_CHOICE = "Enregistrement"
    RECORDING_NAME = "Enregistrement {number} ({length})"
    WHICH_FACE = "Visage"
    COMPARISON = "Enregistrements de cette visite"
    TAKE_ALONG = "Télécharger"
    SCORE_CARD = "Carte du score (PNG)"
    SCORE_CARD_MEANING = "L'air d'un visage pour un petit réseau qui se trompe souvent, pas ce que quelqu'un ressentait."
    REPORT_TITLE = "Titre du rapport"
    REPORT = "Rapport (HTML)"
    TIMELINE_CSV = "Chronologie (CSV)"
    SUMMARY_CSV = "Résumé (CSV)"
    JSON_FILE = "Tout (JSON)"
    NOTHING_STAYS = (
        "Les enregistrements sont gardés pendant cette visite dans la mémoire du serveur, et dans cet "
        "onglet de votre navigateur pour qu'aucun ne se perde si la page est rechargée. Ils disparaissent "
        "quand la page est fermée. Ce que vous téléchargez n'appartient qu'à vous."
    )

    LIVE_PAGE = "En direct"
    PHOTO_PAGE = "Photos"
    ABOUT_PAGE = "À propos"

    PHOTO_TITLE = "Photos"
    PHOTO_PROMISE = (
        "Quelle expression montre chaque visage d'une photo ? La photo est traitée dans la mémoire du "
        "serveur, et disparaît quand vous la supprimez ou fermez la page. Cela fonctionne même là où la "
        "vidéo en direct ne passe pas."
    )
    PHOTO_UPLOAD = "Importer"
    PHOTO_UPLOAD_LABEL = (
        "Une ou plusieurs photos : JPEG, PNG, WebP, HEIC ou AVIF, jusqu'à 64 mégapixels"
    )
    PHOTO_TAKE = "Prendre une photo"
    PHOTO_TAKE_LABEL = "Prendre une photo avec la caméra"
    PHOTO_WORKING = "Examen de {name}"
    PHOTO_NO_FACE = (
        "Aucun visage trouvé. Un visage est trouvé s'il est de face, bien éclairé et pas trop petit : au "
        "moins un trentième du petit côté de l'image."
    )
    PHOTO_NO_FACE_SHORT = "aucun visage trouvé"
    PHOTO_FACE = "Visage {number}"
    PHOTO_CLEAR = "Supprimer toutes les photos"
    PHOTO_COUNT = ("{count} photo", "{count} photos")
    PHOTO_FIGURES = "Probabilités"
    PHOTO_DOWNLOAD = "Photo annotée, taille d'origine"
    PHOTO_CSV = "Tableau (CSV)"

    REFUSED_UPLOADS: ClassVar[Mapping[UploadRefusal, str]] = {
        UploadRefusal.VISIT: "Fichier refusé : cette visite contient déjà tout ce qu'elle peut contenir. Supprimez d'abord un fichier.",
        UploadRefusal.ALL: "Fichier refusé : ce serveur n'a pas de place pour lui en ce moment. Essayez un fichier plus petit, ou plus tard.",
        UploadRefusal.OFTEN: "Fichier refusé : trop de fichiers sont arrivés à la fois. Réessayez dans une minute.",
        UploadRefusal.COOKIE: "Fichier refusé : ce navigateur n'envoie pas de cookie depuis un autre site. Ouvrez cette page dans un onglet à part.",
        UploadRefusal.DISK: "Fichier refusé : le disque de ce serveur n'accepte rien en ce moment. Essayez un fichier de moins de 1 Mo, ou plus tard.",
    }

    FAULTS: ClassVar[Mapping[Fault, str]] = {
        Fault.EMPTY: "Le fichier est vide.",
        Fault.NO_PHOTO: "Ce n'est pas une image : il faut une photo JPEG, PNG, WebP, HEIC ou AVIF.",
        Fault.PHOTO_FORMAT: "Il faut une photo JPEG, PNG, WebP, HEIC ou AVIF ; ce fichier est au format {got}.",
        Fault.PHOTO_SIZE: "L'image fait {got} pixels ; le maximum est de {limit} mégapixels et de 16 384 pixels par côté.",
        Fault.PHOTO_MEMORY: (
            "L'image fait {got} pixels ; ce serveur a en ce moment de la mémoire pour {limit} millions de "
            "pixels. Essayez une image plus petite, ou plus tard."
        ),
        Fault.PHOTO_DAMAGED: "L'image est endommagée et ne peut pas être lue ({got}).",
        Fault.PHOTO_ROOM: "Son résultat a été retiré : cette visite occupe toute la place permise. Téléchargez puis retirez d'autres photos, et ajoutez celle-ci de nouveau.",
        Fault.NO_CLIP: "Ce n'est pas une vidéo lisible : il faut un fichier MP4, MOV, WebM ou MKV.",
        Fault.CLIP_WITHOUT_PICTURES: "La vidéo ne contient aucune image.",
        Fault.CLIP_SIZE: "La vidéo fait {got} pixels ; le maximum est de {limit} par côté.",
        Fault.CLIP_CODEC: "Les images de la vidéo sont codées d'une façon qui ne peut pas être lue ici ({got}).",
        Fault.CLIP_LENGTH: "La vidéo est plus longue qu'elle ne l'indique ; la durée maximale est de {limit} min.",
        Fault.CLIP_FRAMES: "La vidéo compte plus de {limit} images, ce qui est le maximum accepté.",
        Fault.CLIP_MEMORY: "La vidéo fait {got} pixels ; ce serveur a en ce moment de la mémoire pour {limit} millions de pixels. Essayez une vidéo plus petite, ou plus tard.",
        Fault.CLIP_RESULT: "La vidéo annotée dépasserait {limit} Mo, le maximum qui puisse être gardé. Essayez une vidéo plus courte.",
        Fault.NO_MEMORY: "Le serveur n'a pas assez de mémoire pour cela en ce moment. Réessayez plus tard.",
        Fault.DISK: "Le serveur n'a plus de place pour le résultat. Réessayez plus tard.",
        Fault.NO_PROCESS: "Ce serveur ne peut lire aucun fichier en ce moment. Réessayez plus tard ; son propriétaire en trouve la raison dans le journal.",
        Fault.NO_SANDBOX: "Ce serveur n'accepte aucun fichier, car son système n'a pas de bac à sable pour les lire. Son propriétaire peut y remédier.",
        Fault.BUSY: "Trop d'autres fichiers passent avant. Réessayez dans quelques minutes.",
        Fault.STOPPED_MEMORY: "Le traitement demandait trop de mémoire et a été arrêté.",
        Fault.STOPPED_TIME: "Le traitement prenait trop de temps et a été arrêté.",
        Fault.STOPPED: "Le fichier n'a pas pu être traité, et le traitement a été arrêté.",
    }

    ROOM_PAGE = "Salle"
    ROOM_TITLE = "Une salle pour un public"
    ROOM_ABOUT = (
        "On y entre par un lien, et vous voyez en direct à quoi ressemblent tous les visages ensemble. "
        "Rien n'est montré de moins de {least} personnes, ni d'une personne seule."
    )
    ROOM_PROTECTS = (
        "Vous n'apprenez ainsi ni ce que montrait un visage, ni qui est venu, parti ou a regardé "
        "ailleurs. Cela ne cache pas une humeur que tous partagent, et ne protège pas d'un hôte qui "
        "amène ses propres pages dans la salle."
    )
    ROOM_PROMISE = (
        "Je promets : tous ceux qui entrent sont adultes et d'accord. Nous ne sommes ni au travail ni "
        "en classe, où le règlement européen sur l'IA, article 5, paragraphe 1, point f), interdit "
        "d'inférer des émotions."
    )
    ROOM_OPEN = "Ouvrir une salle"
    ROOM_CODE_IS = "Code de la salle"
    ROOM_LINK = "Lien vers la salle"
    ROOM_QR = "Code QR du lien vers la salle"
    ROOM_PEOPLE = "{people} personnes sont là."
    ROOM_FEWER = "Moins de {least} personnes sont là."
    ROOM_ENDS = "La salle ferme dans {minutes} min au plus tard."
    ROOM_NOBODY_YET = (
        "Il y a des chiffres dès que {least} personnes montrent leur visage. Prochain regard dans "
        "{seconds} s."
    )
    ROOM_SILENCE = (
        "Des gens sont venus ou partis : les prochains chiffres viennent dans {seconds} s."
    )
    ROOM_PAUSED = "Pause : rien n'est montré, rien n'est gardé."
    ROOM_WAITS = "Les prochains chiffres viennent dans quelques secondes."
    ROOM_AWAY = "Les salles ne répondent pas. Ce qui était montré reste ; la page essaie encore."
    ROOM_MOOD = "Les visages ont l'air : {mood}"
    ROOM_BAND = "À quoi ressemblaient les visages, tous ensemble"
    ROOM_BAND_TEXT = "En moyenne : {most}."
    ROOM_NO_BAND = "Ici viendra une bande des sept expressions au fil du temps."
    ROOM_MARK = "Nommer ce moment"
    ROOM_MARK_ADD = "Noter"
    ROOM_PAUSE = "Mettre en pause"
    ROOM_RESUME = "Reprendre"
    ROOM_END = "Fermer la salle"
    ROOM_END_ASKS = (
        "La fermer pour tous ? Ce qui était montré reste sur cette page, et nulle part ailleurs."
    )
    ROOM_END_YES = "Oui, la fermer"
    ROOM_END_NO = "Non, continuer"
    ROOM_ENDED = "La salle est fermée, et il n'en reste que ce que montre cette page."
    ROOM_NOTHING_SHOWN = "Il n'y a pas eu de chiffres."
    ROOM_STAYS = (
        "Rien n'en est gardé hors de cette page. Emportez-le avant de la fermer ou de la recharger."
    )
    ROOM_REPORT: ClassVar[Mapping[str, str]] = {
        "looked_all": "L'ensemble des visages paraissait {first} presque tout le temps.",
        "looked_most": "L'ensemble des visages paraissait {first} la plupart du temps.",
        "looked_mixed": "L'ensemble des visages paraissait tantôt {first}, tantôt {second}.",
        "looked_from": "De {start} à {end}, il paraissait {look}.",
        "in_view": "Il y avait des chiffres pendant {share} du temps.",
        "out_of_view": "Il n'y avait pas de chiffres pendant {share} du temps.",
        "nobody_at": "pas de chiffres",
    }
    ROOM_BY_CODE = "Entrer dans une salle"
    ROOM_CODE = "Le code que donne l'hôte"
    ROOM_FIND = "Chercher"
    ROOM_SHARES = (
        "**Vous êtes invité dans une salle.** Son hôte voit à quoi ressemblent tous les visages "
        "ensemble, jamais le vôtre seul, et rien de moins de {least} personnes. Votre image n'est "
        "montrée à personne. N'entrez que si vous êtes adulte et le voulez."
    )
    ROOM_JOIN = "Entrer"
    ROOM_NOT_NOW = "Pas maintenant"
    ROOM_IN = "Dans une salle : des sommes sont partagées"
    ROOM_IN_PAUSED = "Dans une salle : pause, rien n'est partagé"
    ROOM_IN_BEFORE_START = "Dans une salle : rien n'est partagé avant le départ"
    ROOM_LEAVE = "Quitter la salle"
    ROOM_LEFT = "Vous n'êtes plus dans la salle : elle est fermée, ou un autre de vos onglets y est entré. Rien n'est partagé."
    ROOM_REFUSALS: ClassVar[Mapping[Refusal, str]] = {
        Refusal.NO_ROOM: "Cette salle n'existe pas, ou elle est fermée. Vérifiez le code.",
        Refusal.AWAY: "Les salles ne répondent pas. Réessayez dans un instant.",
        Refusal.FULL: "C'est complet : il y en a autant qu'il peut y en avoir.",
        Refusal.NO_PROMISE: "Une salle ne s'ouvre qu'avec cette promesse.",
        Refusal.NO_WORD: "Écrivez d'abord un mot ou deux.",
    }

    OPERATOR = "Administration"
    OPERATOR_ASKS = "Mot de passe (FACECUE_OPERATOR_SECRET)"
    OPERATOR_OPEN = "Ouvrir"
    OPERATOR_WRONG = "Ce n'est pas le bon."
    OPERATOR_LIVE = "Visiteurs en direct"
    OPERATOR_WAITING = "En attente"
    OPERATOR_MEMORY = "Mémoire"
    OPERATOR_CPU = "Processeur, d'un cœur"
    OPERATOR_ERRORS = "Erreurs depuis le démarrage"
    OPERATOR_IN_STEP = "En phase avec les autres serveurs."
    OPERATOR_OUT_OF_STEP = (
        "Redis ne répond pas : chaque serveur est seul, et seul celui-ci est affiché."
    )
    OPERATOR_SERVERS = (
        "Serveur",
        "En direct",
        "Images par seconde",
        "Processeur, d'un cœur",
        "Mémoire",
        "Erreurs",
        "Dernier signe",
    )
    OPERATOR_AGE = "il y a {seconds} s"
    OPERATOR_COLUMNS = ("Visiteur", "Images par seconde", "ms par image", "Visages", "Erreurs")

    ABOUT_TITLE = "À propos de FaceCue"
    ABOUT_TEXT = """
**Ce qu'il fait.** Chaque image passe par trois étapes sur le serveur : une cascade trouve les \
visages, un petit réseau de neurones dit pour chacun à laquelle de sept expressions il ressemble, et \
les réponses sont moyennées sur une fraction de seconde, pour que l'étiquette ne clignote pas. Le \
réseau est compact : 700 000 nombres, entraînés sur FER2013.

**Ce que signifie une étiquette.** L'air qu'a un visage à un instant donné. Les gens changent d'expression \
pour bien des raisons : un sourire n'est pas la joie, et un visage calme n'est pas le calme. Le réseau se \
trompe environ trois fois sur dix, plus souvent pour la peur, le dégoût et la tristesse, quand la \
lumière est mauvaise et quand le visage est tourné.

**Votre vie privée.** Les images sont traitées dans la mémoire du serveur et disparaissent aussitôt. \
Rien n'est conservé, rien n'est transmis à des tiers, aucun son n'est envoyé, personne n'est \
identifié. Un enregistrement contient des expressions et des temps, pas d'images, et disparaît quand \
la page est fermée.

**À quoi il ne doit pas servir.** À juger des personnes au travail, à l'école, en entretien ou à \
des fins policières ; à décider quoi que ce soit au sujet d'une personne ; à deviner des sentiments, un état de \
santé ou l'honnêteté. Dans l'Union européenne, l'article 5, paragraphe 1, point f), du règlement sur \
l'intelligence artificielle interdit de déduire des émotions au travail et dans l'enseignement. \
Utilisez-le pour vous-même, ou entre personnes qui ont donné leur accord.
"""
    ABOUT_CARD = "Ce que vaut le réseau de neurones"
    ABOUT_CARD_HELP = "Tiré de la fiche du modèle (en anglais), écrite par les commandes qui ont mesuré ses chiffres."
    ABOUT_VERSIONS = "Versions utilisées"

    VIDEO_PAGE = "Vidéos"
    VIDEO_TITLE = "Vidéos"
    VIDEO_PROMISE = (
        "Importez un exposé filmé : il vous revient avec chaque visage annoté, avec son son, et avec un "
        "score au fil du temps. La vidéo et le résultat ne sont gardés que pendant cette visite."
    )
    VIDEO_LIMITS = "MP4, MOV, WebM ou MKV, jusqu'à {megabytes} Mo et {minutes} min"
    VIDEO_INFO = "{name} : {width} x {height} pixels, {length}, {sound}"
    VIDEO_SOUND = "avec son"
    VIDEO_NO_SOUND = "sans son"
    VIDEO_UNKNOWN_LENGTH = "durée inconnue"
    VIDEO_TOO_LONG = "La vidéo dure {length} ; la durée maximale est de {minutes} min."
    VIDEO_START = "Annoter cette vidéo"
    VIDEO_CANCEL = "Annuler"
    VIDEO_WAITING = "Dans la file d'attente : {place} devant vous."
    VIDEO_RUNNING = "{share}, {rate} images par seconde, encore {left}"
    VIDEO_RUNNING_UNKNOWN = "Images traitées : {frames}, {rate} par seconde"
    VIDEO_LEFT_UNKNOWN = "un moment"
    VIDEO_PREVIEW = "La dernière image annotée"
    VIDEO_CANCELLED = "Annulé. Aucun résultat n'a été conservé."
    VIDEO_ANOTHER = "Une autre vidéo"
    VIDEO_DONE = "Terminé : {frames} images en {time} (minutes:secondes)."
    VIDEO_SOUND_LOST = "Le son de la vidéo n'a pas pu être lu, ou pas en entier : ce qui n'a pas pu l'être a été laissé de côté."
    VIDEO_DOWNLOAD = "Vidéo annotée (MP4)"
