"""The other pages: comparison, competitors, campaign, links, posts, accounts, barometer, about."""

BOTH: dict[str, tuple[str, str]] = {
    # comparison
    "term": ("Terme {}", "Term {}"),
    "within": ("Dans quels messages ?", "Within which posts?"),
    "within_words": ("Parmi les messages qui contiennent", "Among the posts that hold"),
    "step": ("Un point par", "One point a"),
    "step_auto": ("au mieux", "as fits"),
    "step_hour": ("heure", "hour"),
    "step_day": ("jour", "day"),
    "step_week": ("semaine", "week"),
    "step_month": ("mois", "month"),
    "by": ("La courbe montre", "The curve shows"),
    "by_posts": ("le nombre", "the number"),
    "by_share": ("la part (%)", "the share (%)"),
    "compare": ("Comparer", "Compare"),
    "compare_how": (
        "Écrivez deux termes ou plus : des mots, des hashtags, ou toute recherche.",
        "Write two terms or more: words, hashtags, or any search.",
    ),
    "for_example": ("Par exemple : {}", "For example: {}"),
    "chart_compare": ("Courbes du nombre de messages : {}", "Curves of the number of posts: {}"),
    "chart_shares": ("Part des messages de chaque terme, avec son intervalle à 95 %", "Share of the posts of each term, with its 95% interval"),
    "shares_of_posts": ("Part des messages", "Share of the posts"),
    "of_all_posts": (
        "Sur {} messages. Le trait est l’intervalle à 95 % (Wilson 1927) ; un message peut contenir plusieurs termes.",
        "Out of {} posts. The bar is the 95% interval (Wilson 1927); a post may hold several terms.",
    ),
    "terms_caption": ("Messages de chaque terme", "Posts of each term"),
    "none_of_them": ("Sans aucun de ces termes : {} messages.", "With none of these terms: {} posts."),
    "together": ("Ensemble dans un message", "Together in a post"),
    "overlaps_caption": ("Messages qui contiennent deux des termes", "Posts that hold two of the terms"),
    # competitors
    "voice_public": (
        "Les messages des comptes des organisations elles-mêmes n’y comptent pas ; une recherche, elle, les trouve.",
        "Posts by the organisations’ own accounts do not count here; a search does find them.",
    ),
    "no_brands": (
        "L’étude ne nomme aucune marque. Ajoutez à son fichier, sous « brands: », chaque marque et les mots qui la désignent, puis "
        "relancez explore :",
        "The study names no brands. Add each brand and the words that name it to the study’s file, under “brands:”, and start explore again:",
    ),
    "voice": (
        "{} messages nomment au moins une marque, dont {} plusieurs ; la somme des parts peut donc dépasser 100 %.",
        "{} posts name at least one brand, {} of them several; so the shares may add up to more than 100%.",
    ),
    "share_of_voice": ("Part de voix", "Share of voice"),
    "chart_voice": ("Part de voix de chaque marque, avec son intervalle à 95 %", "Share of voice of each brand, with its 95% interval"),
    "brands_caption": ("Les marques", "The brands"),
    "brands_media_caption": ("Messages de chaque marque par média", "Posts of each brand by medium"),
    "beside": ("À côté de {}", "Beside {}"),
    # campaign
    "campaign_words": ("Mots de la campagne", "Words of the campaign"),
    "first_day": ("Premier jour", "First day"),
    "last_day": ("Dernier jour (inclus)", "Last day (included)"),
    "days_before": ("Jours comparés avant et après", "Days compared before and after"),
    "campaign_how": (
        "Dites ce qui fait la campagne (des mots, un hashtag, un lien…) et ses dates : les jours d’avant servent de référence.",
        "Tell what makes the campaign (words, a hashtag, a link …) and its dates: the days before serve as the reference.",
    ),
    "short_baseline": (
        "Les données ne comptent que {} jours avant la campagne, sur les {} voulus.",
        "The data have only {} days before the campaign, of the {} wanted.",
    ),
    "day_by_day": ("Jour par jour", "Day by day"),
    "how_many_times": ("Combien de fois plus ?", "How many times as much?"),
    "ratios_about": (
        "Nombre de messages par jour, rapporté à celui d’avant la campagne ; 1 : aucun changement. La seconde comparaison tient compte de "
        "ce qu’ont fait les autres messages les mêmes jours. Intervalles à 95 %, élargis quand les jours diffèrent plus que par hasard.",
        "Posts per day, compared with the days before the campaign; 1: no change. The second comparison allows for what the other posts "
        "did on the same days. 95% intervals, wider where days differ by more than chance.",
    ),
    "chart_ratios": ("Rapports de volume, avec leurs intervalles à 95 %", "Ratios of volume, with their 95% intervals"),
    "chart_campaign": ("Messages de la campagne par jour", "Posts of the campaign per day"),
    "ratio_during": ("Pendant / avant", "During / before"),
    "ratio_after": ("Après / avant", "After / before"),
    "ratio_during_rest": ("Pendant / avant, face aux autres messages", "During / before, against the other posts"),
    "ratio_after_rest": ("Après / avant, face aux autres messages", "After / before, against the other posts"),
    "too_few_posts": ("trop peu de messages pour le dire (il en faut {} dans chaque période)", "too few posts to tell ({} are needed in each phase)"),
    "too_few_days": (
        "trop peu de jours pour le dire (il en faut {1} de plus que de périodes)",
        "too few days to tell ({1} more than phases are needed)",
    ),
    "phase_before": ("Avant", "Before"),
    "phase_during": ("Pendant", "During"),
    "phase_after": ("Après", "After"),
    "no_days": ("aucun jour dans les données", "no day in the data"),
    "three_phases": ("Les trois périodes", "The three phases"),
    "phases_caption": ("Avant, pendant et après", "Before, during and after"),
    "reach_about": (
        "Portée : somme des abonnés des comptes, entre parenthèses le nombre de comptes dont on les connaît ; les publics se recouvrent, "
        "c’est un maximum. Engagement : j’aime, reprises et réponses, entre parenthèses le nombre de messages dont on les connaît.",
        "Reach: followers of the accounts added up, in brackets the number of accounts of which they are known; audiences overlap, so it "
        "is a maximum. Engagement: likes, reposts and replies, in brackets the number of posts of which they are known.",
    ),
    "who_and_what": ("qui et quoi", "who and what"),
    "list_active": ("Comptes les plus actifs", "Most active accounts"),
    # links and posts
    "ask_link": ("Adresse du lien", "Address of the link"),
    "which_link": (
        "Collez l’adresse d’une page pour voir qui l’a partagée, quand et où.",
        "Paste the address of a page to see who shared it, when and where.",
    ),
    "unknown_link": ("Aucun message de l’étude ne partage {}.", "No post of the study shares {}."),
    "open_link": ("ouvrir la page", "open the page"),
    "posts_with_link": ("les messages qui la partagent", "the posts that share it"),
    "posts_with_site": ("tous ceux vers {}", "all those to {}"),
    "chart_link": ("Partages de {} dans le temps", "Shares of {} over time"),
    "how_fast": ("À quelle vitesse", "How fast"),
    "by_medium": ("Par média", "By medium"),
    "by_medium_caption": ("Médias, du premier au dernier partage", "Media, by first share"),
    "loudest": ("Comptes les plus suivis", "Accounts with the most followers"),
    "loudest_caption": ("Parmi ceux qui ont repris, cité ou répondu", "Among those who reposted, quoted or replied"),
    "loudest_link_caption": ("Parmi ceux qui l’ont partagé", "Among those who shared it"),
    "who_shared": ("Qui l’a partagé, dans l’ordre", "Who shared it, in order"),
    "shares_caption": ("Partages", "Shares"),
    "first_posts": ("Premiers messages", "First posts"),
    "unknown_post": ("L’étude n’a ni le message {} ni aucun message qui y renvoie.", "The study has neither the post {} nor any that refers to it."),
    "which_post": (
        "L’adresse de cette page demande l’identifiant d’un message : post?id=…",
        "The address of this page needs the id of a post: post?id=…",
    ),
    "not_collected": ("Ce message n’a pas été collecté ; d’autres y renvoient.", "This post was not collected; others refer to it."),
    "what_followed": ("Ce qui a suivi", "What followed"),
    "nothing_followed": (
        "Aucun message de l’étude ne le reprend, ne le cite ni n’y répond.",
        "No post of the study passes it on, quotes it or answers it.",
    ),
    "cut_cascade": ("La cascade est très longue ; seul son début est compté.", "The cascade is very long; only its beginning is counted."),
    "chart_resonance": ("Reprises, citations et réponses au message de {} dans le temps", "Reposts, quotes and replies to the post by {} over time"),
    "cascade_caption": ("Cascade, dans l’ordre", "Cascade, in order"),
    "thread_before": ("Avant, dans le fil", "Before, in the thread"),
    "thread_after": ("Après, dans le fil", "After, in the thread"),
    # accounts
    "unknown_account": (
        "Le compte {} n’écrit aucun message de l’étude, et aucun ne s’adresse à lui.",
        "The account {} writes no post of the study, and none addresses it.",
    ),
    "which_account": (
        "L’adresse de cette page demande un média et un compte : account?medium=…&name=…",
        "The address of this page needs a medium and an account: account?medium=…&name=…",
    ),
    "own_account": ("compte de l’organisation", "organisation’s own account"),
    "its_posts": ("ses messages", "its posts"),
    "posts_about_it": ("les messages qui le citent ou s’adressent à lui", "the posts that cite or address it"),
    "silent_account": (
        "Ce compte n’écrit aucun message de l’étude ; d’autres s’adressent à lui.",
        "This account writes no post of the study; others address it.",
    ),
    "its_days": ("Ses messages dans le temps", "Its posts over time"),
    "its_months": ("Ses messages par mois", "Its posts by month"),
    "its_hours": ("À quelles heures il écrit", "At which hours it posts"),
    "chart_account_days": ("Messages du compte par jour", "Posts of the account per day"),
    "chart_account_hours": ("Messages du compte par heure de la journée", "Posts of the account by hour of the day"),
    "list_addressed_by": ("Qui s’adresse à lui", "Who addresses it"),
    "list_addresses": ("À qui il s’adresse", "Whom it addresses"),
    "list_topics": ("Ses sujets", "Its subjects"),
    "list_tags": ("Hashtags", "Hashtags"),
    "list_links": ("Liens", "Links"),
    "list_sites": ("Sites", "Sites"),
    "caption_addressed_by": ("Mentions, réponses, reprises et citations", "Mentions, replies, reposts and quotes"),
    "caption_addresses": ("Mentions, réponses, reprises et citations", "Mentions, replies, reposts and quotes"),
    "caption_topics": ("Sujets de ses messages", "Subjects of its posts"),
    "caption_tags": ("Hashtags de ses messages", "Hashtags of its posts"),
    "caption_links": ("Liens de ses messages", "Links of its posts"),
    "caption_sites": ("Sites de ses liens", "Sites of its links"),
    "best_posts": ("Ses messages qui ont suscité le plus d’engagement", "Its posts with the most engagement"),
    # facts
    "fact_posts": ("Messages", "Posts"),
    "fact_accounts": ("Comptes distincts", "Distinct accounts"),
    "fact_medium": ("Média", "Medium"),
    "fact_media": ("Médias", "Media"),
    "fact_first": ("Premier message", "First post"),
    "fact_last": ("Dernier message", "Last post"),
    "fact_followers": ("Abonnés", "Followers"),
    "fact_followers_more": ("de {} à {}", "from {} to {}"),
    "fact_addressed_by": ("S’adressent à lui", "Addressed by"),
    "fact_addresses": ("S’adresse à", "Addresses"),
    "fact_engagement": ("Engagement médian", "Median engagement"),
    "fact_engagement_usual": ("habituel sur ce média : {}", "usual on this medium: {}"),
    "fact_shares": ("Partages", "Shares"),
    "fact_relays": ("Par relais", "By relay"),
    "fact_relays_more": ("reprise, citation ou réponse à un autre partage", "repost, quote or reply to another share"),
    "fact_tenth": ("Un dixième des partages", "A tenth of the shares"),
    "fact_half": ("Demi-vie", "Half-life"),
    "fact_half_link": ("la moitié des partages", "half of the shares"),
    "fact_half_post": ("la moitié de ce qui a suivi", "half of what followed"),
    "fact_most": ("Neuf dixièmes", "Nine tenths"),
    "fact_follow": ("Messages qui en découlent", "Posts that follow"),
    "fact_depth": ("Profondeur", "Depth"),
    "fact_depth_more": ("étapes au moins", "steps at least"),
    "fact_thread": ("Messages du fil", "Posts of the thread"),
    "fact_per_minute": ("Messages par minute", "Posts per minute"),
    "fact_per_minute_more": ("messages / minutes de la fenêtre", "posts / minutes of the window"),
    "fact_activity": ("Indice d’activité", "Activity index"),
    "fact_activity_more": ("100 : comme d’habitude", "100: as usual"),
    "fact_activity_interval": ("intervalle à 95 % : {} à {} ; 100 : comme d’habitude", "95% interval: {} to {}; 100: as usual"),
    "fact_expected": ("Messages habituels", "Usual posts"),
    "fact_expected_more": ("médiane des mêmes heures des semaines d’avant", "median of the same hours of the weeks before"),
    # barometer
    "thermometer": ("Thermomètre", "Thermometer"),
    "zone_calm": ("calme", "calm"),
    "zone_normal": ("normal", "normal"),
    "zone_lively": ("animé", "lively"),
    "zone_feverish": ("fiévreux", "feverish"),
    "zone_burning": ("brûlant", "burning"),
    "windows": ("Fenêtres", "Windows"),
    "another_window": ("Une autre fenêtre", "Another window"),
    "no_window": ("Les données n’ont aucun message dans cette fenêtre.", "The data have no post in this window."),
    "no_reference": ("pas de référence", "no reference"),
    "no_reference_why": (
        "Pas de référence : il faut au moins trois semaines lisibles avant la fenêtre (l’étude en demande {}), et assez de messages.",
        "No reference: at least three weeks that can be read are needed before the window (the study asks for {}), and enough posts.",
    ),
    "reference": (
        "37 °C : comme d’habitude ; chaque doublement ajoute 1,5 °C. Référence : du {} au {} ({} semaines). Le trait au-dessus est "
        "l’intervalle à 95 %.",
        "37 °C: as usual; each doubling adds 1.5 °C. Reference: {} to {} ({} weeks). The line above is the 95% interval.",
    ),
    "three_indices": ("Hashtags, conversation, partage", "Hashtags, conversation, sharing"),
    "chart_indices": (
        "Trois indices, en part des messages, avec leurs intervalles à 95 %",
        "Three indices, as shares of the posts, with their 95% intervals",
    ),
    "indices_about": (
        "Part des messages qui portent un hashtag ; qui mentionnent un compte, lui répondent ou le citent ; qui portent un lien ou "
        "reprennent un message. Intervalles à 95 % : auteurs tirés à nouveau avec tous leurs messages.",
        "Share of the posts that carry a hashtag; that mention, answer or quote an account; that carry a link or pass on a post. 95% "
        "intervals: authors drawn again with all their posts.",
    ),
    "hours": ("Quand on écrit", "When people post"),
    "chart_hours": ("Messages par heure et jour de la semaine ; plus foncé : plus de messages", "Posts by hour and weekday; darker: more posts"),
    # about
    "notes": ("Notes mensuelles", "Monthly notes"),
    "no_notes": ("Aucune note dans le dossier des résultats.", "There is no note in the folder of results."),
    "other_pages": ("Réseaux et carnets de calcul", "Networks and notebooks"),
    "network": ("réseau des comptes", "network of the accounts"),
    "limits_title": ("Ce que ces pages ne disent pas", "What these pages do not tell"),
    "limits": (
        "Elles ne connaissent que les messages collectés pour l’étude.\n"
        "Les reprises d’une reprise sont rattachées à l’original : la profondeur d’une cascade est un minimum.\n"
        "L’engagement et les abonnés sont ceux du jour de l’export ; un tiret signifie qu’ils sont inconnus.\n"
        "Une recherche est arrêtée au bout de dix secondes.\n"
        "Le fichier CSV des messages en contient 10 000 au plus.",
        "They know the posts collected for the study only.\n"
        "Reposts of a repost are attached to the original: the depth of a cascade is a minimum.\n"
        "Engagement and followers are those of the day of the export; a dash means that they are unknown.\n"
        "A search is stopped after ten seconds.\n"
        "The CSV file of posts holds 10,000 at most.",
    ),
    "privacy_title": ("Vie privée", "Privacy"),
    "privacy": (
        "Tout reste sur cette machine : ces pages ne demandent rien à aucun autre serveur, n’écrivent rien et masquent les adresses "
        "électroniques. Les messages sont ceux de personnes ; ne publiez pas ces pages telles quelles.",
        "Everything stays on this machine: these pages ask nothing of any other server, write nothing and withhold e-mail addresses. The "
        "posts are people’s; do not publish these pages as they are.",
    ),
}
