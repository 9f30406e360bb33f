"""Words and sigles that betray a theme in a name or an object, beyond the keywords that name it.

Folded French, separated by commas. A mark tells how much a phrase says: `!` decides nearly alone, nothing is an
ordinary sign, `?` is a hint that only tips a balance. A phrase may stand under several themes, which then share
what it says. A mark here prevails over a keyword's own strength. Under the empty code stand phrases that say
nothing, and hide the words in them.
"""

from collections.abc import Iterator

_CLUES = {
    "": """
        francais, francaise, francois, languedoc, languedocien, languedocienne, secteur, machine,
        sourire, renaissance, independant, independante, president, presidente, contemporain,
        contemporaine, demarche, concertation, operatoire, auditif, dependre, pendant, ensemble de,
        mise en scene de la vie, association pour la, service de, tendance, indice, abondance,
        correspondance, residence principale, recommandation, partenariat, article, pratiquer,
        charger, marchand de, centre de documentation, partage de, manifestation, artiste peintre en
        batiment, commandant, fondation pour, sportivite, sans but lucratif, but non lucratif, siege
        social, objet social, oeuvre d art, art de vivre, but social, en cours, en particulier, tout
        public, du jeu, en jeu, mise en jeu, point de vue, dans le cadre, rue de la republique,
        place de la republique, france et a l etranger, en france et a l etranger, dans le monde, le
        monde entier, a travers le monde, tout le monde, a l international, au cours, dans le
        respect, par tous moyens, mettre en oeuvre, mise en oeuvre, entre autres, date de cloture,
        animation de la vie locale, code du travail, groupe de travail, temps de travail, sous
        toutes ses formes, moyens de communication, support de communication, outils de
        communication, etat d esprit, pouvoirs publics, collectivites locales, personnes morales, en
        voie, voies de droit, en droit, de droit, de plein droit, ayants droit, l ecole de la vie,
        conseil d administration, conseil general, conseil regional, conseil departemental, montage
        de projets, vie de l association, la vie associative
    """,
    "culture": """
        arte, artes, arts urbains, ars, artist, artistic, artgora, illusion, illusions, macadam,
        imaginarium, onirique, art et, culturelle, culturelles, culturels, cultures, artistiques,
        creation artistique!, expression artistique!, arts et culture, art et culture, art culture,
        artistes!, artistique!, culture, culturel, spectacles, production artistique!, creations?,
        creation?, creatif?, creative?, imaginaire, imaginaires, oeuvres, atelier?, ateliers?,
        diffusion?, muses, muse, bohemia, boheme, scene, scenes, scenique, sceniques, manifestations
        culturelles!, activites culturelles!, evenements culturels!, projets culturels!, projets
        artistiques!, actions culturelles!, animations culturelles!, vie culturelle!, evenements?,
        culture detente, culturelles et artistiques!, producteur?, productions, prod, artiste!,
        spectacle!, spectateurs, reveries, reve?, reves?, intermittents, intermittent, collectif?,
        baroque, baroques, esthetique?, underground, alternatif?, urbaines?, cultures urbaines!,
        graff, graffiti, street art!, tag, oeil?, regard?, regards?, lumiere?, lumieres?, ombre?,
        couleur?, couleurs?, lune?, sortie culturelle, kultur, art, arts, festivals, vernissage,
        mecenat
    """,
    "culture/musique": """
        tonalite!, tonalites!, cadence!, cadences!, basse, basses, flamenca?, cumbia!, oud!, sitar!,
        percus!, batuc!, musicos!, zikos!, sonorite!, harmonica!, cithare!, didgeridoo!, gamelan!,
        maracatu!, steel band!, steelband!, beat!, mozart!, bach!, vivaldi!, beethoven!, chopin!,
        ravel!, debussy!, berlioz!, brassens!, brel!, beatles!, elvis!, musique!, musical!,
        musicale!, musicales!, musicaux!, musicien!, chorale!, choeur!, orchestre!, fanfare!,
        harmonie, jazz!, rock!, punk!, metal, hard rock!, pop, folk!, funk!, soul, disco, ska, dub!,
        drum, drums!, deejay!, dj!, djs!, house music!, electronique?, musiques electroniques!,
        musiques actuelles!, musiques amplifiees!, sound!, sound system!, sound systems!, sounds!,
        sons, son?, band, big band!, quartet!, quatuor!, trio, quintet!, quintette!, sextet!,
        octuor!, duo, ensemble?, ensemble instrumental!, musica!, music!, musik!, musiquette!,
        chanson!, chansons!, chanteurs!, chanteur!, chanteuse!, chanter!, choral!, chorales!,
        chorus!, choristes!, vocalises!, vocalise!, vocal!, maitrise?, manecanterie!, schola!,
        canto!, cantabile!, canta!, cantate!, a cappella!, a capella!, symphonie!, philharmonie!,
        opera!, operette!, lyre!, lyrique!, saxophone!, saxophones!, sax!, clarinette!, flute!,
        flutes!, trompette!, trompettes!, cuivres!, tuba, tambour!, batterie!, batterie fanfare!,
        clique?, clavecin!, violoncelle!, contrebasse!, alto, mandoline!, guitares!, guitariste!,
        pianistes!, pianos!, accordeons!, accordeoniste!, cornemuse!, bagad!, bombarde!, vielle,
        djembes!, batoucada!, samba, bossa, fado!, mariachi!, trompes, trompes de chasse!,
        sonneurs!, cor des alpes, luth, luthier!, lutherie!, instruments de musique!, partition,
        solfege!, ecole de musique!, concerto!, sonate!, melodie!, melodies!, rythme!, rythmes!,
        rythmique?, tempo!, crescendo!, andante!, allegro!, diapason!, decibel!, acoustique!,
        groove!, blues!, country music!, rap!, beatbox!, hip hop!, slam!, label?, label musical!,
        disque!, disques!, discographique!, vinyle!, enregistrement, zik!, zic!, musicotherapie?,
        jam, jam session!, cabaret, variete!, varietes!, gospel!, negro spirituals!, chants!,
        chant!, chante!, brass!, string, strings!, riff!, rave!, trance!, techno!, organum!, orgue!,
        orgues!, carillon!, campanaire, polyphonies!, notes?, note?, clef de sol!, cle de sol!, do
        re mi!, la mi, si bemol!, concert!, concerts!
    """,
    "culture/danse": """
        flamenca!, sevillane!, tarentelle!, zouk!, cumbia?, rumba!, mambo!, quadrille!, ballroom!,
        folk dance!, danse!, danses!, danser!, dansant!, dansante!, dance!, dancing!, danseuses!,
        bal!, bals!, valse!, salsa!, tango!, milonga!, flamenco!, sevillanes!, sevillanas!,
        rocknroll!, bachata!, kizomba!, lindy hop!, country dance!, line dance!, danse en ligne!,
        danses de salon!, danse de salon!, capoeira?, claquette!, choregraphies!, entrechats!, pas
        chasses, chausson, chaussons, ballerine!, ballerines!, petits rats!, orientale?, bollywood!,
        hip hop?, break dance!, breakdance!, smurf!, modern jazz!, butoh!, biodanza?, folk danse!,
        bal folk!, ballet!, chorea!
    """,
    "culture/theatre": """
        illusion?, comedia!, mimodrame!, fakir!, funambule!, funambules!, trapeze!, tragicomedie!,
        feu follet?, theatra!, theatre!, theatral!, theatrale!, theatreux!, cirque!, circus!,
        circassien!, marionnettes!, comedie!, comedies!, comedienne!, comediennes!, compagnie, cie,
        troupe!, treteaux!, scenes, baladins!, arlequin!, pierrot, scaramouche!, moliere!, theatro!,
        teatro!, mise en scene!, metteur en scene!, dramatique!, dramaturgie!, theatralite!,
        clowns!, clownesque!, jongleur!, jonglage!, acrobates!, acrobatie!, magie!, magicien!,
        magiciens!, illusionniste!, prestidigitation!, prestidigitateurs!, humour!, humoriste!,
        rire, rires!, masque, masques!, commedia!, cafe theatre!, improvisation!, impro!, ligue d
        improvisation!, tragedie!, farce!, farceurs!, bouffon!, bouffons!, histrions!, rideau!,
        rideau rouge!, coulisses!, planches!, sketch!, one man show!, mimes!, contes!, conteur!,
        conteurs!, conteuse!, conteuses!, conte!, spectacle de rue!, spectacles de rue!, spectacle
        vivant!, spectacles vivants!, echassiers!, saltimbanque!, chapiteau!, polichinelle!,
        guignol!, acteurs?, act, figurants!, reconstitution?, theatre amateur!
    """,
    "culture/arts-visuels": """
        argile!, argiles!, terre cuite!, ceramiste!, graff!, encadreur, pinacotheque!, picasso!,
        cezanne!, van gogh!, matisse!, peinture!, peintures!, peintre!, peintres!, dessin!, photo!,
        photos!, photographie!, photographique!, photographe!, sculpteur!, sculptures!, aquarelles!,
        aquarellistes!, pastel!, pastellistes!, arts plastiques!, plasticien!, plasticiens!, arts
        visuels!, art visuel!, galerie!, galeries!, expo!, expositions!, exposer!, modelage!, raku!,
        potiers!, potier!, verre, vitraux!, mosaistes!, tapisserie!, tissage!, tisserands!,
        emaillerie!, bijoux, bijoutiers, enluminure!, icones!, estampe!, lithographie!, fresque!,
        fresques!, illustration!, illustrateurs!, bande dessinee!, bandes dessinees!, bd!, bds!,
        manga!, mangas!, graphistes!, graphiste!, graphique!, chevalet!, toile, toiles!, couleur,
        couleurs, pinceau!, crayon!, crayons!, fusain!, palettes!, image, images, zoom?, objectif
        image!, declic!, focale!, diaphragme!, argentique!, cliche!, chambre noire!, salon des
        arts!, art contemporain!, artisans d art!, art brut!, art deco, design!, stylisme!, mode?,
        createurs?, haute couture, beaux arts!
    """,
    "culture/cinema": """
        cinema!, cine!, cineastes!, cineaste!, cine club!, cinephiles!, film!, films!, filmer!,
        pellicule!, super 8!, court metrage!, courts metrages!, longs metrages!, documentaires!,
        realisation de films!, production audiovisuelle!, audiovisuel!, audiovisuelles!,
        audiovisuels!, camera!, cameras!, scenario!, scenaristes!, scenariste!, sequence, clap!,
        clip, clips, projection?, projections, animation image par image, ecran!, grand ecran!, 7eme
        art!, septieme art!, videaste!, video!, seances, image et son!, travelling!, realisateurs!,
        realisateur!, kino!, motion?, pictures!, prod film!, studio?, studios?, tournage!
    """,
    "culture/livre": """
        papyrus!, parchemin!, parchemins!, buvard!, encres!, calligraphie!, ecrivains!, jules
        verne!, rimbaud!, proust!, balzac!, hugo!, zola!, pagnol!, giono!, livre!, livres!,
        lecture!, lectures!, lire!, bibliotheque!, bibliotheques!, mediatheque!, litteraires!,
        litteratures!, bibliophiles!, bibliophilie!, roman!, polar!, polars!, poesies!, poeme!,
        poemes!, poetique!, poetiques!, poete!, ecrits!, ecrit, ecrire!, ecritures!, revue, revues,
        edition, editions!, editer!, editeur!, editeurs!, editoriale!, editorial!, librairie!,
        libraires!, libraire!, librairies!, auteur, auteurs!, ecrivain!, mots, maux et mots,
        plumes!, encre!, encrier!, page, pages!, papier?, publication?, publications?, publier?,
        prix litteraire!, manuscrits!, nouvelles?, biographie!, fanzine!, fanzines!, amis de la
        bibliotheque!, book!, books!, bouquins!, bouquinistes!, contes et legendes!, imprimerie!,
        typographie!, calligramme!, haiku!, nouvelle?, ecritoire!
    """,
    "culture/patrimoine": """
        patrimoine!, patrimonial!, sauvegarde du patrimoine!, restauration?, restaurer?,
        sauvegarde?, monument!, monuments!, chateaux!, chateau, abbaye!, abbatiale!, basilique!,
        cathedrale!, cathedrales!, collegiale!, chapelle, chapelles!, eglise romane!, fort,
        forteresse!, remparts!, donjon!, moulins!, lavoir!, lavoirs!, pigeonnier!, phare, phares,
        musee!, musees!, museographique!, ecomusee!, ecomusees!, genealogie!, genealogistes!,
        archives, memoire?, memoires?, memoire vivante!, memoire ouvriere!, vieux, vieilles
        maisons!, maisons paysannes!, ruines, calvaire, calvaires, fours, petit patrimoine!, orgue
        historique, racines?, medieval!, medievale!, medievales!, medievaux!, moyen age!,
        chevaliers, chevalerie, templiers, archers?, reconstitution historique!, vieux outils!,
        autrefois!, antan!, d antan!, jadis!, bati ancien!, bastide, bastides!, vieux village!,
        sites historiques!, amis du chateau!, amis du patrimoine!, amis de l eglise!, amis du
        vieux!, les amis de la chapelle!, patrimoine industriel!, batellerie!, vieux greements!,
        greement, napoleon!, napoleonien!, napoleonienne!, gaulois!, gallo romain!, gallo romaine!,
        romain
    """,
    "culture/traditions": """
        gitan?, gitans?, gipsy?, parage?, felibrige!, clapas?, santons!, santon!, crechistes!,
        farandoleurs!, traditions!, tradition!, traditionnelle, traditionnelles, traditionnels,
        folklore!, folklorique!, folkloriques!, arts et traditions populaires!, langue bretonne!,
        langue occitane!, langue basque!, culture bretonne!, culture basque!, cercle celtique!,
        celtique!, celtiques!, celte!, breizh!, bzh, bretagne?, kevrenn!, occitanie, occitane!,
        occitanes!, oc!, lengua!, felibree!, mistral, provencale!, provencaux!, calandre, catalans!,
        sardane!, sardanes!, ikastola?, euskal!, corsica!, corsu!, corses!, antilles!, antillaises!,
        antillo guyanaise!, creoles!, caraibes!, caribeen!, kreol!, karaib!, guadeloupeens!,
        guadeloupeenne!, martiniquais!, martiniquaise!, guyanais!, reunionnaise!, domiens!,
        ultramarins!, polynesien!, polynesienne!, tahiti!, tahitien!, maori, caledonie, kanak!,
        mahorais!, mahoraise!, mayotte!, coutumes, us et coutumes!, auvergne?, bourree!, cabrette!,
        savoyard, savoyards, normand?, picard, gascon!, gascons!, gascogne?, bearnais!, bearnaise!,
        landais?, ch ti!, ch tis!, tauromachie!, taurin!, taurine!, taurins!, taurines!, corrida!,
        toro!, toros!, toril!, aficion!, penas, pena, pena taurine!, course camarguaise!,
        camarguaise!, camargue, abrivado!, gardians!, gardian!, razeteurs!, bouvine!, club taurin!,
        arlesien, costumes!, coiffes!, joutes?
    """,
    "culture/lieux": """
        festival!, festivals!, salle de spectacle!, salle de concert!, evenementiel!, organisation
        de spectacles!, organisation de concerts!, evenementielle, production de spectacles!,
        producteur de spectacles!, saison culturelle!, rencontres?, salon?, biennale!, nuits?,
        printemps?, estivales!, festi!, fest!, fest noz!, feste, off, maison de la culture, friche!,
        zenith!, event!, events!, show!, shows!, diffusion de spectacles!, programmation!,
        scenographie!, billetterie, regie?, technique du spectacle!, techniciens du spectacle!,
        sonorisation!
    """,
    "culture/mediation": """
        mediation culturelle!, sensibilisation artistique!, socio culturelle, socioculturelle, socio
        culturelles, socioculturelles, eveil culturel, eveil artistique!, ateliers d arts!, art
        therapie?, acces a la culture, cafe culturel, animations socio culturelles, arts et
        loisirs!, interculturalite?
    """,
    "sport": """
        dynamic, dynamique?, vitesse?, gazelec!, sporting!, gladiators!, warriors!, tigers!, lions?,
        eagles!, panthers!, sharks!, sport!, sports!, sportif!, sportive!, sportives!, sportifs!,
        activites sportives!, pratique sportive!, education physique!, education physique et
        sportive!, exercices physiques!, activites physiques!, activite physique!, physique?,
        competition, competitions, championnat!, championnats!, entrainement!, entrainements!,
        entraineurs!, coach?, tournoi, tournois, match, matchs!, federation sportive!, club?,
        athletic!, athletique!, team, racing!, champion!, champions!, performance?, licencies?,
        pratiquants?, initiation sportive!, olympic!, olympique!, gymnase!, stade!, sportivement!,
        sportsmen!, playground!, aventure?, raid, raids!, extreme?, challenge?, defi?, defis?,
        pratique du!, pratique de la?, pratique dominos!
    """,
    "sport/collectifs": """
        football!, foot!, footballistique!, rugby!, rugbyman, rugbymen!, basket!, basketball!,
        handball!, volley!, hockey!, baseball!, softball!, soft ball!, futsal!, foot en salle!, fc!,
        afc, football club!, racing club!, sc, scm, olympique de!, as, rc!, rct, hbc!, bc?, vb!,
        vbc!, hand ball!, kin ball!, floorball!, lacrosse!, ballon!, ballon rond!, ovalie!, ovale!,
        rugbystique!, melee!, quinze, xv!, treize, xiii!, touch rugby!, crampons!, flag!,
        cheerleading!, cheerleaders!, basketteur!, panier?, dunk!, streetball!, korfbal!, roller
        hockey!, polo, goal!, jorkyball!, balle au tambourin!, ballon au poing!, longue paume?,
        tambourin!
    """,
    "sport/combat": """
        kempo!, shorinji!, bando!, nihon tai jitsu!, taijitsu!, aiki!, sabre laser!, jeet kune do!,
        canne!, chanbara!, iai!, kali!, eskrima!, judo!, judoka!, judokas!, karate!, karatedo!,
        karate do!, shotokan!, shito ryu!, wado ryu!, budo!, bushido!, budokan!, aikido!, tae kwon
        do!, taekwondo!, hapkido!, boxe!, boxeurs!, boxing!, kickboxing!, kick!, full contact!,
        muay!, thai?, boxe thai!, escrime!, epee, fleuret!, sabre, escrimeurs!, ju jitsu!, jiu
        jitsu!, bjj!, mma!, lutte, lutteurs!, gouren!, sumo!, kung fu!, kungfu!, wing chun!,
        shaolin!, vo thuat!, viet vo dao!, vovinam!, qwan ki do!, kendo!, kyudo!, naginata!,
        ninjutsu!, ninja!, samourai!, samurai!, dojo!, ryu!, tatami!, kobudo!, nunchaku!, capoeira!,
        krav maga!, systema!, self defense!, canne de combat!, canne et baton!, arts martiaux!, art
        martial!, martial!, combat?, penchak!, silat!, sambo!, grappling!, catch!
    """,
    "sport/raquette": """
        tennis!, tennis club!, tc, ping!, pongiste!, pongistes!, pongiste club!, badminton!, bad!,
        volant, volants!, squash!, padel!, pelote basque!, fronton!, pilotari!, raquettes!, smash!,
        tt!, ctt!, asptt?, jeu de paume!, beach tennis!
    """,
    "sport/gymnastique": """
        corps?, tao?, do?, body karate!, form!, relaxo!, wutao!, gyms!, detente corporelle!,
        expression corporelle!, gymnastique!, gym!, gymnique!, gymnastes!, gymnaste!, yoga!, yogi!,
        hatha!, ashtanga!, iyengar!, qi gong!, qigong!, gi gong!, chi gong!, tai chi!, tai chi
        chuan!, taiji quan!, taijiquan!, taiji!, relaxation!, sophrologie!, sophro!, stretching!,
        fitness!, musculation!, culturisme!, body!, bodybuilding!, force athletique!, cross
        training!, crossfit!, halterophilie!, halteres!, step!, zumba!, pilates!, aerobic!, gv!,
        epgv!, epmm!, gymnastique d entretien!, gym tonic!, gym douce!, forme?, en forme!, remise en
        forme!, vitalite?, tonic, tonique!, bien etre, detente?, majorettes!, twirling!, twirling
        baton!, trampoline!, danse sportive!, agres!, gr?, grs!, feldenkrais!, respiration!,
        souffle?, silhouette!, souplesse!, eutonie!, gestion du stress!, stress!, meditation!, zen?,
        la gym!, equilibre?
    """,
    "sport/nautique": """
        natation!, nageurs!, nager!, nautique!, nautiques!, plongee!, plongeurs!, plongeur!, apnee!,
        palmes!, subaquatique!, sub, scaphandre!, aqua!, aquatique!, aquatiques!, aquagym!, bebes
        nageurs!, piscine!, dauphins!, aviron!, rameurs!, canoe!, kayak!, ck!, rafting!, pagaie!,
        pagaies!, voile!, voiles, voilier!, voiliers!, voileux!, regate!, regates!, skipper!,
        yacht!, yachting!, yacht club!, planche a voile!, windsurf!, surf!, surfing!, kitesurf!,
        kite!, glisse, wakeboard!, ski nautique!, motonautique!, plaisanciers!, plaisance!, port de
        plaisance!, catamaran!, derive, derivers!, joutes!, jouteurs!, joute!, sauvetage aquatique!,
        water polo!, swim!, char a voile!, croisiere, transat!, navigation, naviguer!, marins?,
        bateau, bateaux, marine?, aquatic club!, hydrospeed!, stand up paddle!
    """,
    "sport/course": """
        athletisme!, athle!, marathon!, marathoniens!, semi marathon!, running!, runners!, runner!,
        run!, jogging!, joggeurs!, footing!, coureurs!, coureur!, courir!, course!, courses!,
        foulee!, foulees!, trail!, traileurs!, trail running!, cross!, triathlon!, triathletes!,
        duathlon!, pentathlon!, raid multisports!, randonnee!, randonnees!, rando!, randos!,
        randonneurs!, randonneur!, trekking!, trek!, marche!, marcheurs!, marcheur!, marches,
        pedestre!, pedestres!, course d orientation!, orientation?, marche nordique!, balade,
        balades, sentier!, sentiers!, pas a pas?, chaussures, godillots!, semelles!, galopins?, 100
        km!, course a pied!, chemins?, baladeurs!, escapade?
    """,
    "sport/cyclisme": """
        cyclisme!, cycliste!, cyclistes!, cyclo!, cyclos!, cyclotouriste!, cyclotouristes!,
        cyclosport!, cyclosportif!, velo, velo club!, velocipede!, vc!, uc!, union cycliste!, vtt!,
        vttistes!, bmx!, bike!, biker?, bikers?, mountain bike!, pedale!, pedales!, roue?, roues?,
        guidon!, tandem, velodrome!, cyclo cross!, fixie!, monocycle!, bicross!, descente vtt!
    """,
    "sport/boules": """
        petanque!, boule!, boules!, bouliste!, boulistes!, boulodrome!, cochonnet!, bouchon?, jeu
        provencal!, lyonnaise?, bowling!, quilles!, quilleurs!, palets!, tir!, tireurs!, tir
        sportif!, stand de tir!, arquebuse!, carabine!, pistolet!, cible!, arc!, archers!, arc
        club!, tir a l arc!, sarbacane!, golf!, golfique!, golfeurs!, mini golf!, green?, billard!,
        billards!, blackball!, snooker!, 8 pool!, pool!, flechette!, flechettes!, darts!, ball
        trap!, croquet!, javelot!, curling!, disc golf!, practical shooting!, airsoft!, paintball!
    """,
    "sport/plein-air": """
        equitation!, equestre!, equestres!, cheval!, chevaux!, poney!, poneys!, cavalier!,
        cavaliere!, cavaliers!, hippique!, hippiques!, hippisme!, hippodrome!, ecurie!, ecuries!,
        haras!, attelages!, attelage!, equitheque!, centre equestre!, dressage?, horse!, horse
        ball!, equi!, galop!, escalade!, grimpeurs!, grimpe!, grimper!, bloc?, mur d escalade!,
        alpinisme!, alpinistes!, alpin!, club alpin!, caf?, montagne!, montagnards!, montagnard!,
        ski!, skieurs!, ski club!, skis!, fond?, snowboard!, neige!, raquettes a neige!, speleo!,
        speleologie!, speleologique!, grottes, gouffre!, canyon!, canyoning!, via ferrata!,
        patinage!, patineurs!, patinoire!, glace, traineau!, mushing!, mushers!, luge!, vertical!,
        verticale!, cordee!, varappe!, refuge de montagne!, pyreneisme!, altitude!, cimes!,
        sommets!, aventure plein air!, pleine nature!, activites de pleine nature!, ane, anes,
        asinerie!, trait?
    """,
    "sport/glisse-air-moteur": """
        roller!, rollers!, skate!, skateboard!, skatepark!, skate park!, rider!, riders!, ride!,
        trottinette!, patins a roulettes!, slackline!, parkour!, parachutisme!, chute libre!,
        paraclub!, para club!, parapente!, parapentistes!, delta!, deltaplane!, vol a voile!, vol
        libre!, vol moteur!, planeurs!, ulm!, ultra leger motorise!, paramoteur!, aile, ailes!,
        aero!, aero club!, aeroclub!, aeronautique!, aeronautiques!, aviation!, avion!, avions!,
        aviateurs!, pilotes!, pilote!, pilotage!, montgolfiere!, montgolfieres!, aerostation!,
        ballon libre!, helicoptere!, helicopteres!, cerf volant!, cerfs volants!, cerf voliste!,
        moto!, motos!, motocycliste!, motocyclistes!, motard!, motards!, moto cross!, motocross!,
        enduro!, trial!, quad!, quads!, buggy!, scooter, becane!, karting!, kart!, rallye!,
        rallyes!, rallie, auto sport!, sport auto!, sports mecaniques!, sport mecanique!, sport
        automobile!, automobile club!, auto cross!, autocross!, fol car!, 4x4!, tout terrain!,
        ecurie automobile!, circuit?, tuning!, drift!, dragster!, bolides!, mecanique, mecaniques,
        gp?, harley!, harley davidson!, custom!, chopper!, gold wing!, goldwing!
    """,
    "sport/adapte": """
        handisport!, sport adapte!, paralympique!, fauteuil?, sport sante!, handi sport!,
        handisports!, joelette!
    """,
    "sport/omnisports": """
        omnisports!, omnisport!, multisports!, multisport!, multi sports!, association sportive!,
        union sportive!, us, as, es, aso, asc, entente sportive!, etoile sportive!, avenir sportif!,
        jeunesse sportive!, amicale sportive!, club sportif!, cercle sportif!, societe sportive!,
        patronage!, patro, supporters!, supporter!, ultras!, fan club de foot!, socios!, arbitrage!,
        arbitres!, unss!, usep!, ugsel!, fsgt!, ufolep!, cdos!, cros!, fscf!, asptt!, comite d
        organisation!, medailles de la jeunesse et des sports!, office municipal des sports!, oms!,
        sports et loisirs!, sport et loisirs!, sports loisirs!, loisirs sportifs!, corpo!,
        corporatif?, saint louis?, jeanne d arc?, sainte jeanne d arc?, etoile?, alerte!,
        vaillante!, la fraternelle?, esperance?, avant garde!, racing club!
    """,
    "sante-social": """
        mandataire, consultations, bobologie, sante!, sanitaires, social, sociale, sociaux,
        sociales, medico social!, medico sociale!, action sociale!, solidarite, solidaire?,
        entraide, aide?, aider?, soutien?, soutenir?, soutien moral, difficulte?, difficultes?,
        personnes en difficulte, publics en difficulte, accompagnement?, vulnerables!, fragiles,
        fragilise!, detresse!, souffrance!, travail social!, travailleurs sociaux!, educateurs!,
        educateurs specialises!, assistantes sociales!, ddass!, ddcs, ccas!, coeur?, main tendue!,
        ecoute, oeuvres sociales?, prise en charge
    """,
    "sante-social/soins": """
        soins!, infirmier!, infirmiers!, infirmieres!, ide, idel!, medecin!, medecins!, medecine!,
        medecines!, medical!, medicale!, medicales!, medicaux!, medico!, docteur, generalistes!,
        chirurgie!, chirurgien!, chirurgiens!, chirurgical!, anesthesie!, anesthesistes!,
        reanimation!, cardiologie!, cardiologues!, pneumologie!, neurologie!, neurologues!,
        radiologie!, radiologues!, urologie!, gynecologie!, gynecologues!, obstetrique!, pediatrie!,
        pediatres!, pediatrique!, dermatologie!, dermatologues!, ophtalmologie!, ophtalmologistes!,
        opticiens, orl!, proctologie!, rhumatologie!, rhumatologues!, hematologie!, biologie
        medicale!, biologistes!, cancerologie!, oncologie!, nephrologie!, dialyse!, hemodialyse!,
        gastro!, gastroenterologie!, geriatrie!, geriatres!, stomatologie!, dentistes!, dentiste!,
        odontologie!, orthodontie!, implantologie!, orthopedie!, podologie!, podologues!, kine!,
        kines!, kinesitherapeutes!, osteopathie!, osteopathes!, osteopathique!, chiropracteurs!,
        orthophonistes!, orthophonie!, ergotherapie!, ergotherapeutes!, psychomotricite!,
        psychomotriciens!, sages femmes!, pharmacie!, pharmaciens!, pharmacien!, pharmaceutique!,
        ambulance!, ambulanciers!, urgences!, samu!, smur!, hopital!, hopitaux!, hospitalier!,
        hospitaliers!, hospitaliere!, hospitalisation!, chu!, chru!, chr!, clinique, cliniques!,
        polyclinique!, had!, ssiad!, dispensaire!, sanatorium!, convalescence!, reeducation!,
        readaptation!, maison medicale!, pole de sante!, maison de sante!, cpts!, soignants!,
        soignant!, aides soignantes!, aides soignants!, homeopathie!, homeopathique!, acupuncture!,
        acupuncteurs!, phytotherapie!, mesotherapie!, medecines douces!, auriculotherapie!,
        thermal!, thermalisme!, cure thermale!, vaccination!, hygiene hospitaliere!, cicatrisation!,
        brulures!, therapeutique, therapeutiques, reseau de sante!, cabinet medical!, garde
        medicale!, permanence des soins!
    """,
    "sante-social/malades": """
        retinite!, outremangeurs!, boulimiques!, anorexiques!, narcolepsie!, acouphenes!, ataxie!,
        neurofibromatoses!, migraine!, psoriasis!, crohn!, aphasiques!, aphasie!, colostomises!,
        thyroide!, hypertension!, osteoporose!, vitiligo!, autoimmunes!, vaccins?, lutte contre?,
        malades!, malade!, maladie!, maladies!, maladies rares!, cancer!, cancers!, ligue contre le
        cancer!, diabete!, diabetiques!, sida!, vih!, hiv!, aides!, sidaction!, hepatite!,
        hepatites!, sang!, don du sang!, dons de sang!, donneurs!, benevoles du sang!, don d
        organes!, donneurs d organes!, adot!, greffes!, greffe!, transplantation!, moelle osseuse!,
        leucemie!, leucemies!, mucoviscidose!, myopathie!, myopathies!, telethon!, sclerose en
        plaques!, parkinson!, parkinsoniens!, alzheimer!, epilepsie!, insuffisants renaux!,
        insuffisants respiratoires!, renaux!, respiratoire!, cardiaques!, coeur et sante!,
        stomises!, laryngectomises!, fibromyalgie!, endometriose!, lupus!, asthme!, allergies!,
        spondylarthrite!, polyarthrite!, hemophilie!, drepanocytose!, syndrome!, genetique!,
        genetiques!, orphelines!, hospitalises!, enfants hospitalises!, visiteurs de malades!, fin
        de vie!, soins palliatifs!, palliatif!, jalmalv!, deuil!, aidants!, patients!, patient!,
        afm!, traumatises craniens!, cerebro leses!, avc!, obesite!, obeses!, blouses roses!,
        accidentes?, guerison?, espoir?, combat contre?
    """,
    "sante-social/prevention": """
        prevention!, alcool!, alcoolique!, alcooliques!, alcooliques anonymes!, alcoologie!, anpaa!,
        vie libre!, croix bleue!, toxicomanes!, toxicomanies!, drogues!, addictions!, addictologie!,
        tabac!, tabagisme!, abstinents!, sobriete!, buveurs!, depistage!, planning familial!, ivg!,
        contraception!, sexualite!, sexuelle!, sexologie!, hygiene!, education pour la sante!,
        education a la sante!, codes!, cres!, promotion de la sante!, reduction des risques!, ist!,
        mst!, dietetique!, dieteticiennes!, nutritionnel!, equilibre alimentaire!
    """,
    "sante-social/psychisme": """
        magnetiseurs!, magnetisme!, radiesthesistes?, graphologie?, instant present, sexotherapie!,
        rebirth!, tantra!, phobies!, hypersensibles!, psy!, psychologie!, psychologique!,
        psychologues!, psychologue!, psychiatrie!, psychiatres!, psychiatrique!, psychiatriques!,
        psychanalyse!, psychanalyste!, psychanalytique!, freud!, freudienne!, freudien!, lacan!,
        lacanienne!, lacanien!, jung!, psychotherapeutes!, psychotherapie!, psychosomatique!,
        psychomoteur!, therapeute!, therapeutes!, therapie!, therapies!, art therapie!,
        musicotherapie!, sante mentale!, unafam!, psychique!, psychiques!, troubles?,
        schizophrenie!, bipolaire!, depressifs!, anorexie!, boulimie!, suicide!, mal etre!, sos
        amitie!, ecoute!, gem!, groupe d entraide mutuelle, croix marine!, hypnose!, reiki!,
        sophrologues!, kinesiologie!, naturopathie!, naturopathes!, energies subtiles!,
        energetique!, shiatsu!, massage!, massages!, reflexologie!, chamanisme?, biodanse!,
        developpement personnel!, developpement de la personne!, connaissance de soi!, confiance en
        soi!, epanouissement!, epanouissement personnel!, mieux etre!, bien etre, harmonisation!,
        pnl!, constellations familiales!, analyse transactionnelle!, communication non violente!,
        ressourcement, conscience?, eveil?, coaching!, alternatives?, guerir
    """,
    "sante-social/handicap": """
        valentin hauy!, braille!, apajh!, sesame autisme!, voir ensemble!, retinite pigmentaire!,
        auxilia!, amis de l atelier?, handicap!, handicaps!, handicape!, handicapes!, handicapee!,
        handicapees!, handi!, situation de handicap!, autisme!, autiste!, autistes!, autistique!,
        asperger!, trisomie!, trisomie 21!, sourds!, sourd!, sourde!, malentendants!, malentendant!,
        surdite!, lsf!, langue des signes!, aveugles!, malvoyants!, non voyants!, deficients
        visuels!, visuels?, chiens guides!, chien guide!, paralyses!, apf!, imc!, apei!, adapei!,
        unapei!, urapei!, afeh, agefiph!, mdph!, ime!, itep!, sessad!, savs!, samsah!, mas, fam,
        camsp!, cmpp!, deficience!, deficiences!, inadaptes!, inadaptee!, enfance inadaptee!,
        handicap mental!, handicapes mentaux!, infirmes!, infirmite!, invalides!, invalide!, fnath!,
        accidentes du travail!, mutiles du travail!, accidentes de la vie!, polyhandicap!,
        polyhandicapes!, dyslexie!, dyslexiques!, dys!, dyspraxie!, dysphasie!, tdah!,
        hyperactivite!, retard mental!, x fragile!, prader willi!, accessibilite!, integration des
        personnes?, fauteuil roulant!, papillons blancs!
    """,
    "sante-social/personnes-agees": """
        personnes agees!, personne agee!, ages!, age?, vieillir!, grand age!, maison de retraite!,
        maisons de retraite!, ehpad!, mapa!, foyer logement!, marpa!, residents de la maison de
        retraite!, gerontologie!, clic, seniors!, senior!, dependants, dependance!, dependantes!,
        maintien a domicile!, petits freres des pauvres!, telealarme!, tele alarme!, long sejour!,
        residence des personnes agees!, alzheimer?, vieillards!, vieux jours!
    """,
    "sante-social/aide-a-domicile": """
        mandataire?, presence verte!, ages et vie!, amelis, aide et soins a domicile!, aide a
        domicile!, aides a domicile!, a domicile!, domicile!, admr!, aide menagere!, aides
        menageres!, auxiliaires de vie!, soutien a domicile!, service a domicile!, service a la
        personne!, services a la personne!, services aux personnes!, tisf!, portage de repas!, garde
        malades!, una!, aide familiale!, aides familiales!, travailleuses familiales!, familles
        rurales?, assistad!, aide aux meres!, emplois familiaux!, particuliers employeurs!
    """,
    "sante-social/famille": """
        famille!, familles!, familial, familiale!, familiales!, familiaux, familles rurales!,
        association familiale!, udaf!, afc!, csf!, afl, parents, parent, parentalite!, mediation
        familiale!, conjugal, conjugale!, couple!, couples!, divorce!, divorces!, peres!, pere,
        papa, papas!, mere, meres!, maman!, mamans!, monoparentales!, veufs!, veuves!, veuvage!,
        adoption!, adoptes!, adoptants!, familles d accueil!, assistants familiaux!, jumeaux!,
        naissances!, naissance!, maternite!, maternites!, allaitement!, leche league!,
        accouchement!, doulas!, perinatalite!, perinatale!, bebe?, bebes?, natalite!, familles
        nombreuses!, grands parents!, conseil conjugal!, espace rencontre!, filiation!, don de
        gametes!, sterilite!
    """,
    "sante-social/precarite": """
        precarite!, precaires!, precaire!, pauvrete!, pauvres!, secours populaire!, secours
        catholique!, emmaus!, restos du coeur!, restaurants du coeur!, restaurant du coeur!, croix
        rouge!, sdf!, sans abri!, sans abris!, maraude!, maraudes!, exclusion!, exclusions!,
        exclus!, marginaux, demunis!, demunies!, necessiteux!, defavorises!, defavorisees!,
        defavorise!, caritatif!, caritatifs!, caritative!, caritatives!, actions caritatives!,
        charite!, bienfaisance!, philanthropie!, philanthropique!, vestiaire!, vestiboutique!,
        collecte?, dons?, saint vincent de paul!, societe de saint vincent!, armee du salut!,
        petites soeurs des pauvres!, orphelinat, orphelins, secours, samu social!, surendettement!,
        surendettes!, cresus!, quart monde!, atd!, atd quart monde!, compagnons d emmaus!,
        fraternite!, solidarites!, la solidarite, aide materielle!, aide d urgence, personnes en
        difficulte!, familles en difficulte!, aide aux personnes en difficulte!, aide financiere,
        aide aux plus demunis!, secours mutuel, entraide et solidarite!, oeuvres?, oeuvre?, ordre de
        malte!, hospitaliers saint jean!, noel?
    """,
    "sante-social/centres-sociaux": """
        centre social!, centres sociaux!, maison pour tous!, mpt!, centre socio culturel, centre
        socioculturel!, espace socioculturel!, espace socio culturel, lien social!, liens sociaux!,
        lien?, liens?, isolees!, isoles!, isolement!, solitude!, intergenerationnel!,
        intergenerationnelle!, rencontre et partage?, vivre ensemble!, cohesion sociale!, mixite
        sociale!, rompre l isolement!
    """,
    "sante-social/protection": """
        mouvement du nid!, prostitution!, prostituees!, amicale du nid!, traite des etres humains!,
        enfance en danger!, enfants en danger!, protection de l enfance!, maltraitance!,
        maltraites!, violence!, violences!, violences conjugales!, femmes battues!, victimes!,
        victime!, avem!, inavem!, inceste!, viol!, viols!, pedophilie!, harcelement!, agressions!,
        prevention specialisee!, club de prevention!, sauvegarde de l enfance!, adsea!, aemo!,
        mecs!, foyer de l enfance!, pupilles!, pupilles de l etat!, mineurs isoles!, tutelle!,
        tutelaire!, mandataires judiciaires!, majeurs proteges!, curatelle!, enlevement!, disparus!,
        enfants disparus!, jeunes en difficulte!, adolescents en difficulte!, en danger!, bleuets,
        secte!, sectes!, derives sectaires, enfance et partage!, enfant bleu!
    """,
    "sante-social/migrants": """
        gitan, gitans, gipsy, voyageurs?, sinti!, migrants!, migrant!, migration!, migrations!,
        immigres!, immigre!, immigration!, refugies!, refugie!, asile!, demandeurs d asile!, cada!,
        exiles!, exil!, sans papiers!, cimade!, primo arrivants!, gens du voyage!, roms!, tsiganes!,
        tziganes!, travailleurs migrants!, foyer de migrants!, accueil des refugies!, resf!,
        integration?
    """,
    "education": """
        education!, educatif!, educative!, educatives!, educatifs!, eduquer!, enfant, enfants,
        enfance!, jeune, jeunes, jeunesse, adolescents, ados!, adolescence!, pedagogie!,
        pedagogique!, activites educatives!, projets educatifs!, socio educatif!, socio educative!,
        eveil?, mineurs?
    """,
    "education/petite-enfance": """
        tom pouce!, pause gouter, pouce?, menthe a l eau, bouchons?, crechendo!, tetine!, biberon!,
        marelle!, pti!, bisous!, bisounours!, choupinets!, diabolo?, chaperon rouge!, bout d chou!,
        acajou?, bambi!, pinocchio!, pimprenelle!, nicolas et pimprenelle!, cigogne!, cigognes!,
        oisillons!, moussaillons!, moussaillon!, kangourou!, kangourous!, pomme de reinette!, les
        lapinous!, frimousse!, frimousses!, canaillous!, schtroumpfs!, p tit bout!, petits bouts!,
        jeux d enfants?, baby gym?, creche!, creches!, halte garderie!, garderie!, garderies!,
        haltes garderies!, halte?, multi accueil!, micro creche!, micro creches!, petite enfance!,
        bebe!, bebes!, bambin!, bambins!, tout petits!, petits!, p tits!, ptits!, poussins!,
        poupons!, poupon!, doudou!, doudous!, nounou!, nounous!, nurse!, nurses!, assistantes
        maternelles!, assistante maternelle!, assistants maternels!, assmat!, ass mat!, mam!, maison
        d assistantes maternelles!, relais assistantes!, ram!, lape, lieu d accueil enfants
        parents!, laep!, jardin d enfants!, jardin d eveil!, ludotheque!, ludotheques!, acepp!,
        garde d enfants!, mode de garde!, accueil des enfants de, jeunes enfants!, 0 a 3 ans!,
        calins!, calin!, calinou!, coccinelle?, coccinelles?, lutins!, lutin!, petits loups!,
        ribambelle!, gribouille!, gribouilles!, marmots!, loupiots!, bout de chou!, bouts de chou!,
        bouts d choux!, babies!, baby!, pitchouns!, pitchoun!, pitchounets!, pomme d api!, mille
        pattes!, petit prince?, petite sirene?, pirouette!, galipette!, galipettes!, arc en ciel?,
        farandole?, trottinettes?, ile aux enfants!, petits pas!, premiers pas!, doux reves!,
        nursery!, peluche!, assistante mat!, nouveau ne!
    """,
    "education/periscolaire": """
        aide scolaire!, aide aux ecoliers!, reussite scolaire!, reussite educative!, gouter!, coup
        de pouce, tutorat!, restaurants scolaires!, garderie periscolaire!, mercredis!, ludique et
        educatif, periscolaire!, periscolaires!, peri scolaire!, peri scolaires!, centre aere!,
        centres aeres!, centre de loisirs!, centres de loisirs!, clsh!, alsh!, accueil de loisirs!,
        colonie!, colonies!, colonie de vacances!, colonies de vacances!, colo!, camps?, centre de
        vacances!, sejours!, sejour, bafa!, animateurs!, animateur!, soutien scolaire!, aide aux
        devoirs!, aide aux lecons!, accompagnement scolaire!, accompagnement a la scolarite!, etude
        surveillee!, devoirs!, apres l ecole!, mercredi!, cantine scolaire!, cantines scolaires!,
        restaurant scolaire!, restauration scolaire!, cantine, ramassage scolaire!, classes de
        neige!, classe de mer!, classes de decouverte!, afev!, jpa!, francas!, vacances des
        enfants!, cour de recre!, recreation!, recre!
    """,
    "education/ecole": """
        ecole, ecole de?, ecoles!, ecole primaire!, ecole elementaire!, ecole maternelle!,
        maternelle!, maternelles!, primaire, college, colleges, collegiens!, lycee, lycees,
        lyceens!, lyceenne!, scolaire, scolaires!, scolarite!, scolarisation!, classe?, classes?,
        eleve!, eleves!, ecoliers!, ecolier!, enseignement!, enseigner!, enseignant!, enseignants!,
        enseignante!, professeur!, professeurs!, instituteurs!, instituteur!, maitresses?, ogec!,
        aep!, udogec!, enseignement catholique!, enseignement prive!, enseignement libre!, ecole
        libre!, ecole privee!, ecole publique!, cooperative scolaire!, occe!, usep?, foyer socio
        educatif!, fse!, maison des lyceens!, caisse des ecoles!, sou des ecoles!, sou!, sous des
        ecoles!, amicale des ecoles!, denier des ecoles!, delegues departementaux de l education
        nationale!, dden!, ddec!, montessori!, freinet!, steiner!, calandreta!, diwan!, ikastola!,
        ce1, cm2, cp?, rased!, ien, segpa!, erea!, iufm!, rectorat!, inspection academique!,
        academique, bac?, baccalaureat!, lecon!, lecons!, cours particuliers!, apprendre,
        apprentissages!, savoir, internat!, pensionnat!, institution saint!, institution sainte!,
        groupe scolaire!, education nationale!, college prive!, lycee prive!, voyages scolaires!,
        voyage scolaire!, sorties scolaires!, lycee agricole!, lycee professionnel!, lycee
        technique!, cooperatives scolaires!
    """,
    "education/parents-eleves": """
        parents d eleves!, parent d eleve!, parents eleves!, parents d enfants?, fcpe!, peep!,
        apel!, ape!, apeel!, apepa, apeli, aape!, aipe!, gipe!, upi, udape, parents et amis de l
        ecole!, amis de l ecole!, amicale laique!, amicale des parents!, association de parents!,
        association des parents!, parents d ecole!, conseil de parents!, parents des ecoles!,
        parents de l ecole!, parents du college, parents du lycee, kermesse de l ecole!, amicale
        de l ecole!
    """,
    "education/etudiants": """
        eleves de l ecole?, insapiens!, etudiants en medecine!, etudiants en pharmacie!, etudiants
        en droit!, bts tourisme!, bde ifsi!, ifsi!, promotion ifsi!, esc!, staps!, etudiant!,
        etudiants!, etudiante!, etudiantes!, bde!, bds?, bda?, bureau des etudiants!, bureau des
        eleves!, bureau des sports?, bureau des arts?, corpo, corporation des etudiants!, eleves
        ingenieurs!, eleves infirmiers!, promotion?, promo!, universite!, universites!,
        universitaire!, universitaires!, faculte!, facultes!, fac!, ufr!, iut!, bts!, master!,
        masters!, mastere!, dess!, dea!, deug!, licence!, maitrise de, dut!, mba!, doctorants!,
        doctorant!, docteurs!, these?, theses?, anciens eleves!, ancien eleve!, anciennes eleves!,
        alumni!, anciens etudiants!, anciens du lycee, anciens du college, grandes ecoles!, grande
        ecole!, hec!, essec!, polytechnique!, ensam!, gadzarts!, arts et metiers!, insa!, ensi!,
        ens!, iep!, sciences po!, ingenieurs!, ingenieur!, junior entreprise!, junior!, erasmus!,
        gala!, week end d integration!, weekend d integration!, carabins!, internat des hopitaux!,
        internes!, unef!, agorae!, campus!, cite universitaire!, residence universitaire!, isic,
        iae?, cnam!, ecole superieure!, ecole nationale superieure!, ecole d ingenieurs!, ecole de
        commerce!, business school!, 4l trophy!, 4l!, diplomes!, post universitaire?
    """,
    "education/jeunesse": """
        mjc!, maison des jeunes!, maison des jeunes et de la culture, foyer des jeunes!, foyer de
        jeunes!, club des jeunes!, club de jeunes!, comite des jeunes!, jeunes du village!, scout!,
        scouts!, scoutisme!, scouts et guides!, guides de france!, guides d europe, scouts d europe,
        scouts unitaires!, eclaireuses!, eclaireurs!, eeudf!, eedf!, louveteaux!, patrouille!,
        jeannettes!, jeunesse au plein air!, information jeunesse!, bij!, crij!, pij!, point
        jeunes!, espace jeunes!, auberge de jeunesse, junior association!, conseil municipal des
        jeunes!, conseil des jeunes!, jeunesse ouvriere!, joc!, mrjc!, jac!, jeunesse rurale!, local
        jeunes!, jeunesse!, ado!, adolescents!, service civique!, adojeunz!, pionniers!, animation
        jeunesse!, animation pour les jeunes!, jeunes?
    """,
    "education/education-populaire": """
        education populaire!, ligue de l enseignement!, fol!, federation des oeuvres laiques!,
        oeuvres laiques!, foyer rural!, foyers ruraux!, foyer laique!, foyer culturel, francas!,
        cemea!, leo lagrange!, peuple et culture, ufcv!, ifac!, universite populaire!, universite du
        temps libre!, universite du tiers temps!, utl!, universite inter ages!, universite pour
        tous!, universite rurale!, universite tous ages!, cercle laique!, patronage laique!,
        conferences?, conference?, culture et liberte!, familles laiques!, laique, temps libre,
        action socio culturelle, animation socio culturelle, animation socioculturelle
    """,
    "education/langue": """
        alphabetisation!, illettrisme!, analphabetisme!, fle!, francais langue etrangere!,
        apprentissage du francais!, lire et ecrire!, savoirs de base!, langue francaise!, cours de
        langue!, cours de langues!, langues!, langue, linguistique!, linguistiques!, anglais!,
        bilingue!, bilingues!, bilinguisme!, formation linguistique!, francophonie!, parler
        francais!, lettres?
    """,
    "insertion": """
        insertion!, reinsertion!, emploi!, emplois, insertion sociale!, insertion professionnelle!,
        insertion sociale et professionnelle!, retour a l emploi!, chomage!, chomeur!, chomeurs!,
        metiers, metier, travail, insertion des jeunes!, activite professionnelle, parcours
        professionnel!, carriere, carrieres, recrutement, competences
    """,
    "insertion/iae": """
        chantier d insertion!, chantiers d insertion!, chantier ecole!, entreprise d insertion!,
        entreprises d insertion!, association intermediaire!, ai?, aci!, etti!, iae, regie de
        quartier!, regie de quartiers!, regies de quartier!, regie de territoire!, insertion par l
        activite!, insertion par l economique!, intermediaire, jardin de cocagne!, jardins de
        cocagne!, atelier d insertion!, ateliers d insertion!, ensemblier!, coup de main, services
        insertion, multi services?, multiservices?
    """,
    "insertion/travail-adapte": """
        esat!, cat!, atelier protege!, ateliers proteges!, entreprise adaptee!, milieu protege!, cap
        emploi!, travailleurs handicapes!, aide par le travail!
    """,
    "insertion/acces-emploi": """
        face, maison des chomeurs!, cadremploi!, job!, jobs!, profil emploi!, espace emploi!,
        atelier emploi!, mission locale!, missions locales!, paio!, plie!, pole emploi!, anpe!,
        demandeurs d emploi!, demandeur d emploi!, recherche d emploi!, chercheurs d emploi!, maison
        de l emploi!, maison de l emploi et de la formation, cadres en recherche!, cadres?, snc!,
        apec!, ecti!, egee!, premier emploi!, chomeurs de longue duree!, rsa!, rmi!, rmistes!,
        geiq!, reconversion!, bilan de competences!, orientation professionnelle!, parrainage vers l
        emploi!, solidarites nouvelles face au chomage!, bassin d emploi!
    """,
    "insertion/formation": """
        formation, formations!, former, formateurs!, formateur!, formatrices!, stage?, stages?,
        formation professionnelle!, formation continue!, organisme de formation, centre de
        formation, apprentis!, apprentissage!, cfa!, mfr!, maison familiale!, maisons familiales!,
        maison familiale rurale!, alternance!, compagnonnage!, compagnons du tour de france!,
        compagnons du devoir!, afpa!, greta!, opca!, fongecif!, qualification!, perfectionnement?,
        vae!, certification, institut de formation, enseignement professionnel!, bilans!
    """,
    "insertion/justice": """
        detenus!, detenu!, prison!, prisons!, penitentiaire!, penitentiaires!, carceral!,
        carcerale!, incarceres!, incarceration!, liberation, liberes!, delinquance!, delinquants!,
        probation!, spip!, visiteurs de prison!, anvp!, genepi!, maison d arret!, centre de
        detention!, justice reparatrice!, relais parents detenus!, controle judiciaire!, enquetes
        sociales!, familles de detenus!
    """,
    "environnement": """
        protection de l environnement!, defense de l environnement!,
        verdure!, atmosphere!, air?, ekologie!, greens!, environnement!, environnemental!,
        environnementale!, environnementales!, environnementaux!, ecologie!, ecologique!,
        ecologiques!, ecologistes!, ecologiste!, ecolo!, eco?, developpement durable!, durable!,
        durables!, transition ecologique!, planete!, terre?, vert?, verte?, verts?, vertes?, eau,
        eaux, naturel?, naturelle?, naturelles?, ressources naturelles!
    """,
    "environnement/nature": """
        botanica!, mangrove!, corail!, requins!, sylvestre?, eaux vives!, nature!, biodiversite!,
        faune!, flore!, oiseaux!, oiseau!, lpo!, ornitho!, ornithologie!, foret!, forets!,
        forestier!, forestiere!, forestiers!, sylviculture!, bois?, arbre!, arbres!, riviere!,
        rivieres!, fleuve!, etang!, etangs!, lac, lacs, marais!, zone humide!, zones humides!,
        littoral!, dune!, dunes!, ocean, oceans!, mer?, cetaces!, baleines!, tortues!, loup!,
        loups!, ours!, chauves souris!, herisson!, insectes!, papillons!, entomologie!, reptiles!,
        batraciens!, espaces naturels!, espace naturel!, reserve naturelle!, parc naturel!,
        conservatoire des espaces!, botanique!, botanistes!, herbier!, plantes!, plante!, plantes
        sauvages!, orchidees!, champignons!, champignon!, mycologique!, mycologie!, mycologues!,
        abeille!, abeilles!, apiculture!, rucher!, ruchers!, naturaliste!, naturalistes!, fne!,
        frapna!, surfrider!, greenpeace!, wwf!, bassin versant!, source, sources, vallee?,
        protection de la nature!
    """,
    "environnement/reemploi": """
        reemploi!, recyclage!, recyclerie!, ressourcerie!, recycl!, dechets!, dechet!, dechetterie!,
        zero dechet!, tri selectif!, compost!, compostage!, recup!, recuperation!, repair!, repair
        cafe!, friperie!, fripes!, seconde main!, bric a brac!, troc!, gratuiterie!, upcycling!,
        donnerie!
    """,
    "environnement/energie": """
        energie!, energies!, energetiques!, energies renouvelables!, solaire!, photovoltaique!,
        eolien!, eolienne!, eoliennes!, climat!, climatique!, rechauffement!, nucleaire!,
        antinucleaire!, negawatt!, hydraulique!, geothermie!, biomasse!, maitrise de l energie!,
        performances energetiques!, bois energie!, centrale nucleaire!, hydrogene!
    """,
    "environnement/jardins": """
        jardin!, jardins!, jardinage!, jardinier!, jardiniers!, jardins familiaux!, jardins
        ouvriers!, jardins partages!, jardin partage!, horticole!, horticulteurs!, horticulture!,
        potager!, potagers!, rosiers!, roseraie!, fleurs, fleur?, fleuri!, fleurie!, villages
        fleuris!, fleurissement!, verger!, vergers!, croqueurs de pommes!, pomologie!, dahlia!,
        bonsai!, bonsais!, incroyables comestibles!, permaculture!, graines!, semences!,
        grainotheque!, serre, plate bande!, espaces verts!
    """,
    "environnement/cadre-de-vie": """
        cadre de vie!, qualite de vie!, urbanisme!, urbaniste!, paysage!, paysages!, paysagistes!,
        architecture!, architectes!, architectural!, pollution!, pollutions!, nuisance!, nuisances!,
        bruit!, antenne, antennes relais!, autoroute!, contournement!, deviation!, tgv!, ligne a
        grande vitesse!, lgv!, incinerateur!, decharge!, carriere de, porcherie!, contre le projet!,
        contre les nuisances!, comite de defense!, defense du site!, defense des sites!, sauvegarde
        du site!, sauvegarde de!, sauvegarde des sites!, protection du site!, protection des sites!,
        riverains!, riverain!,
        collectif contre!, opposition?, assainissement!, inondations!, inondation!, inondes!, pour
        la protection!, mise en valeur?, preservation!, aeroport!, plu!, amenagement!,
        amenagements!, territoire?, defense?, preserver, siege de nuisances
    """,
    "environnement/animaux": """
        animal!, animale!, animaux!, animaliere!, animalier!, spa!, refuge!, chien!, chiens!,
        chiot!, canine!, canin!, canins!, cynophile!, cynophiles!, cynotechnique!, agility!, berger
        allemand!, bergers!, levrier!, levriers!, bouledogue!, terre neuve, chat!, chats!, felin!,
        feline!, felins!, elevage canin!, education canine!, race?, races!, eleveurs de chiens!,
        colombophile!, pigeons!, pigeon!, pigeon voyageur!, aviculture!, avicole!, aviculteurs!,
        volailles!, lapins!, cuniculture!, oiseaux de cage!, canaris!, perroquets!, aquariophilie!,
        aquariophile!, aquarium!, aquariums!, terrariophilie!, rongeurs!, nac!, protection des
        animaux!, defense animale!, veterinaire!, veterinaires!, vegan!, antispeciste!,
        vivisection!, 30 millions d amis!, adoption d animaux!, chevaux maltraites!, faune sauvage,
        animaux familiers!
    """,
    "environnement/sensibilisation": """
        education a l environnement!, sensibilisation a l environnement!, cpie!, ferme pedagogique!,
        maison de la nature!, maison de l environnement!, ecocitoyen!, ecocitoyennete!, eco
        citoyennete!, classe verte!, education relative a l environnement!, graine!, agenda 21!,
        alternatiba!, colibris!, eco gestes!, ecogestes!
    """,
    "habitat": """
        habitat!, habitats!, logement!, logements!, hebergement!, habitation!, habitations!,
        immobilier, immobiliere, immeuble!, immeubles!, loger!, logis!, se loger!, foncier!,
        fonciere!
    """,
    "habitat/hebergement": """
        chrs!, centre d hebergement!, hebergement d urgence!, fjt!, foyer de jeunes travailleurs!,
        jeunes travailleurs!, pension de famille!, maison relais!, residence sociale!, foyer d
        hebergement!, foyer d accueil!, hebergement temporaire!, accueil de nuit!
    """,
    "habitat/acces-logement": """
        droit au logement!, dal!, acces au logement!, logement social!, logements sociaux!, hlm!,
        adil!, pact!, pact arim!, soliha!, habitat et humanisme!, fsl!, aivs!, clt!, aide au
        logement!, mal loges!, bailleur!, bailleurs!, un toit!, toit!, toits!
    """,
    "habitat/habitants": """
        castors?, logis?, cite jardin!, locataires!, locataire!, cnl!, copropriete!,
        coproprietaires!, coproprietes!, lotissement!, lotissements!, colotis!, coloti!,
        proprietaires!, proprietaire!, asl!, association syndicale!, association syndicale libre!,
        syndicale libre!, afu!, aful!, parties communes!, cahier des charges du lotissement!,
        residence!, residences!, residents!, clos!, domaine?, le clos!, hameau des!, les jardins
        de?, co lotis!, co proprietaires!, parc residentiel!, syndicat de coproprietaires!, unpi!,
        chambre des proprietaires!
    """,
    "habitat/habitat-partage": """
        habitat participatif!, habitat groupe!, cohabitat!, cohousing!, ecohameau!, eco hameau!,
        ecovillage!, eco village!, ecolieu!, eco lieu!, colocation!, habitat partage!,
        autopromotion!, beguinage!, logement intergenerationnel!, castors!
    """,
    "habitat/amelioration": """
        renovation!, rehabilitation!, eco construction!, ecoconstruction!, construction paille!,
        construction?, terre crue!, chaux!, auto construction!, autoconstruction!, bati!, batiment,
        batiments, isolation!, maisons?, travaux
    """,
    "economie": """
        economie!, economique!, economiques!, economie sociale!, economie solidaire!, economie
        sociale et solidaire!, developpement economique!, entreprise, entreprises!, societe?,
        societes, pme!, pmi!, industrie!, industriel!, industriels!, industrielle!, industries!,
        affaires!, business!, marketing!, export!, exportation!, developpement local, developpement
        territorial!, partenaires economiques!, clients, prestations?, marche?, filiere!, interets
        economiques!, dirigeants!, dirigeant!, patrons!, chefs d entreprise!, chef d entreprise!,
        managers!, management!, manager!, chefs?, vente!, ventes, produits?, services?
    """,
    "economie/creation": """
        creation d entreprise!, creation d entreprises!, creation d activites!, createurs d
        entreprise!, createurs d entreprises!, repreneurs!, porteurs de projets!, porteurs de
        projet!, couveuse!, pepiniere d entreprises!, incubateur!, startup!, start up!, startups!,
        adie!, bge!, boutique de gestion!, initiative france!, plateforme d initiative!, reseau
        entreprendre!, entreprendre!, entrepreneur!, entrepreneurs!, entrepreneuriale!,
        entrepreneuriat!, auto entrepreneurs!, portage salarial!, pret d honneur!, prets d honneur!,
        cjd!, jci!, jeune chambre economique!, jeune chambre!, chambre economique!
    """,
    "economie/finance": """
        finance!, finances!, financier!, financiers!, financiere!, microcredit!, cigales!, epargne!,
        epargnants!, actionnaires!, actionnariat!, investisseurs!, investissement!, bourse, club d
        investissement!, placement!, banque!, banques!, bancaire!, credit!, credit mutuel!,
        mutuelle, mutuelles!, mutualiste!, mutualistes!, assurance!, assurances!, assures!,
        prevoyance!, retraite complementaire!, caisse de retraite!, caisse de retraites!, conges
        payes!, contrat groupe!, capitalisation!, monnaie locale!, monnaie!, caisse, garantie,
        indemnites, business angels!, capital
    """,
    "economie/appui": """
        comptabilite!, comptable!, comptables!, comptabilites!, gestion, centre de gestion!, centre
        de gestion agree!, cga!, aga!, association de gestion!, association de gestion agreee!,
        agreee!, cerfrance!, cer france!, fiscale!, fiscal!, fiscalite!, conseil, conseils,
        consulting!, consultant!, consultants!, audit!, audits!, expertise!, expertises!, expert!,
        experts!, etudes techniques!, bureau d etudes!, ingenierie!, diagnostic!, diagnostics!,
        etudes?, qualite?, secretariat!, paie, logistique, gestionnaire?, gestionnaires?, dla!,
        profession sport!, appui?, assistance?, administratif, administrative, mise en commun de
        moyens!, moyens communs!, prestation de services!, prestations de services!, conseil en!
    """,
    "economie/groupements": """
        groupement d employeurs!, groupement d employeur!, ge!, groupements d employeurs!,
        cooperative!, cooperatives!, coop, cuma!, scop!, scic!, sica!, centrale d achat!, centrale d
        achats!, achats groupes!, groupement d achat!, groupement d achats!, club d entreprises!,
        club d entreprise!, club entreprises!, clubs d entreprises!, club d affaires!, bni!, reseau
        d entreprises!, cluster!, pole de competitivite!, groupement d entreprises!, groupement?,
        gie!, zone industrielle!, zone d activites!, zone artisanale!, parc d activites!,
        technopole!, interentreprises!, inter entreprises!
    """,
    "economie/commerce": """
        commerce!, commerces!, commercant!, commercants!, commercial!, commerciale!, commerciales!,
        artisan!, artisans!, artisanat!, artisanal!, artisanale!, union commerciale!, union des
        commercants!, uca!, ucia!, ucai!, ucab, upac, foire!, foires!, braderie!, brocante,
        brocantes, brocanteurs!, antiquaires!, marche de noel, marches de noel, forains!, forain!,
        marchands!, boutique, boutiques!, centre commercial!, galerie marchande!, commercants non
        sedentaires!, zone commerciale!, vitrines!, vitrine!, achats, vendeurs!, animation
        commerciale!, consommer local!, comite de foire, rue commercante!, boulangers!, bouchers!,
        coiffeurs!, coiffure!, fleuristes!, bijoutiers!, hoteliers!, hotellerie!, restaurateurs!,
        cafetiers!, taxis!, taxi!, garagistes!, plombiers!, electriciens!, menuisiers!, macons!,
        couvreurs!, artisans du batiment!, capeb!, buralistes!
    """,
    "economie/professions": """
        graphologues!, graphologie, apiculteurs professionnels?, cgt fo!, sncf?, edf?, la poste?,
        ptt?, france telecom?, bnp!, credit lyonnais!, societe generale!, caisse primaire!, cpam!,
        urssaf!, caf du?, airbus!, michelin!, personnel hospitalier!, personnel du centre
        hospitalier!, amicale du personnel!, metallurgie!, textile!, chimie?, batiment et travaux
        publics!, btp!, ubi, syndicat!, syndicats!, syndical!, syndicale!, syndicales!,
        syndicalistes!, syndicalisme!, union syndicale!, chambre syndicale!, cgt!, cfdt!, cftc!,
        fo!, cfe cgc!, cgc!, sud, solidaires, unsa!, fsu!, snes!, snui!, snu!, se unsa!, medef!,
        cgpme!, cpme!, upa!, patronal!, patronale!, patronat!, union patronale!, employeurs!,
        salaries!, salarie, personnel!, personnels!, employes!, agents!, fonctionnaires!,
        territoriaux!, cadres, comite d entreprise!, comites d entreprise!, cse!, comite d
        etablissement!, cos!, comite des oeuvres sociales!, oeuvres sociales!, oeuvres sociales du
        personnel!, action sociale du personnel!, comite d action sociale!, cnas!, amicale des
        employes!, amicale des agents!, amicale du personnel communal!, personnel communal!,
        employes communaux!, personnel de la mairie!, entraide du personnel!, professionnel,
        professionnels!, professionnelle, professionnelles, profession!, professions!, professions
        liberales!, liberaux!, liberal!, liberales!, interprofessionnel!, interprofessionnelle!,
        corporation!, corporatif, ordre des!, compagnie des!, compagnie nationale!, notaires!,
        notariat!, huissiers!, avocats!, barreau!, magistrats!, experts comptables!, commissaires
        aux comptes!, geometres!, ingenieurs conseils!, architectes!, directeurs!, directeur?,
        secretaires!, documentalistes!, bibliothecaires!, journalistes?, traducteurs!, interpretes!,
        juristes!, agents immobiliers!, vrp!, representants!, transporteurs!, routiers!, marins!,
        pilotes de ligne!, cheminots!, postiers!, gaziers!, mineurs de, dockers!, douaniers!,
        gendarmes?, policiers!, police!, defense des interets!, interets professionnels!, interets
        moraux!, interets materiels!, interets materiels et moraux!, interets collectifs!,
        deontologie!, defense des interets de la profession!, profession de!, club des directeurs!,
        drh!, ressources humaines!, acheteurs!, branche?, maires!, elus locaux!, secretaires de
        mairie!, comite social!, collegues!, anciens salaries!, anciens de l entreprise, amicale des
        cadres!
    """,
    "economie/tiers-lieux": """
        tiers lieu!, tiers lieux!, coworking!, cafe associatif!, bar associatif!, cafe citoyen!,
        atelier partage!, espace partage!, cantine numerique!, bistrot!, cafe de village!
    """,
    "alimentation": """
        alimentation!, alimentaire!, alimentaires!, agricole!, agricoles!, agriculture!, agro!,
        agroalimentaire!, produits locaux!, terroir!, terroirs!, rural?, rurale?, ruraux?,
        campagne?, ferme?, fermes?, bio!, biologique!, biologiques!
    """,
    "alimentation/agriculture": """
        agriculteurs!, agriculteur!, agriculture!, exploitants agricoles!, exploitations agricoles!,
        paysan!, paysans!, paysanne!, paysannes!, civam!, ceta!, geda!, fdsea!, jeunes
        agriculteurs!, cdja!, ja, confederation paysanne!, comice!, comice agricole!, comices!,
        eleveurs!, eleveur!, elevage!, elevages!, bovins!, bovin!, bovine!, ovins!, ovine!,
        caprins!, caprin!, porcs!, porcine!, betail!, vaches!, vache!, moutons!, brebis!, chevres!,
        lait!, laitier!, laitiere!, laitiers!, herd book!, insemination!, viticulteurs!,
        viticulture!, viticole!, vignerons!, vigneron!, vigne!, vignes!, vignoble!, vignobles!, cave
        cooperative!, cave?, aoc!, appellation!, cepage!, maraichers!, maraichage!, maraichere!,
        cereales!, ble!, maiziculteurs!, betterave!, betteraves!, semenciers!, irrigation!,
        irrigants!, remembrement!, foncier agricole!, drainage!, lutte contre les ennemis des
        cultures!, gdon!, gds!, groupement de defense sanitaire!, apiculteurs!, ostreiculteurs!,
        conchyliculture!, pecheurs professionnels!, oleiculteurs!, oleicole!, trufficulteurs!,
        truffes!, truffe!, chataigne!, vieux tracteurs?, arboriculteurs!, arboriculture!, mutualite
        sociale agricole!, adasea!, bouilleurs de cru!, bouilleurs!, agrobio!, gab!, nature et
        progres?, agroecologie!, domaine viticole!, biodynamie!
    """,
    "alimentation/circuits-courts": """
        amap!, amaps!, paniers!, circuits courts!, circuit court!, marche de producteurs!,
        producteurs!, producteur local!, epicerie!, supermarche cooperatif!, locavore!, consomm
        acteurs!, consomacteurs!, la ruche!, biocoop!, groupement d achats alimentaires!, legumes!,
        panier bio!, marche paysan!
    """,
    "alimentation/aide-alimentaire": """
        aide alimentaire!, banque alimentaire!, epicerie sociale!, epicerie solidaire!, epicerie
        sociale et solidaire!, distribution de repas!, soupe!, soupe populaire!, repas chauds!,
        colis alimentaires!, denrees!, denrees alimentaires!, vivres!, antigaspi!, nourriture!
    """,
    "alimentation/restauration": """
        restaurant!, restaurants!, restauration!, cantine!, traiteur!, repas!, table d hotes!,
        restaurant d entreprise!, restaurant inter entreprises!, rie!, restaurant inter
        administratif!, food truck!, cafe restaurant!, buvette, banquets!, cuisiniers!, chefs
        cuisiniers!
    """,
    "alimentation/gout": """
        wine!, oeno!, sommeliers!, bacchus!, tire bouchon!, sarments!, bio gourmand!, rotisseurs!,
        baba au rhum!, crepes!, galette!, galettes!, macaron!, melon!, fraise!, cerise!, asperge!,
        piment!, safran!, noix!, pruneau!, gout!, gastronomie!, gastronomique!, gastronomiques!,
        gastronomes!, gourmets!, gourmand!, gourmande!, gourmandes!, gourmandise!, cuisine!,
        cuisiner!, culinaire!, culinaires!, confrerie!, confreries!, commanderie!, chevaliers du!,
        chevaliers de la!, tastevin!, oenologie!, oenologique!, oenophiles!, degustation!,
        degustations!, vin!, vins!, biere!, bieres!, brasseurs!, brassicole!, whisky!, rhum!, cafe,
        the, cigare!, cigares!, fromage!, fromages!, chocolat!, foie gras!, saucisson!, andouille!,
        andouillette!, boudin!, cassoulet!, choucroute!, tripes!, escargot!, huitre!, cochon!,
        aioli!, olive!, olives!, miel!, pain!, vegetarien!, vegetariens!, slow food!, saveur!,
        saveurs!, papilles!, fourchette!, marmite!, marmitons!, nutrition!
    """,
    "mobilite": """
        mobilite!, transport!, transports!, deplacements!, ferroviaire!, trains!, vehicules,
        vehicule, voiture, voitures, route?, routes?, automobilistes!, stationnement!
    """,
    "mobilite/transport-solidaire": """
        transport solidaire!, transport a la demande!, transport des personnes!, transport adapte!,
        mobilite reduite!, transport accompagne!
    """,
    "mobilite/aide-mobilite": """
        auto ecole!, auto ecole sociale!, auto ecole associative!, permis de conduire!, garage
        solidaire!, garage associatif!, self garage!, plateforme mobilite!, conduite, code de la
        route!, mobylettes!
    """,
    "mobilite/douce": """
        velo au quotidien!, velo en ville!, velo urbain!, se deplacer a velo!,
        covoiturage!, autopartage!, velo ecole!, atelier velo!, ateliers velo!, pistes cyclables!,
        piste cyclable!, voie verte!, voies vertes!, usagers du velo!, bicyclettes!, deplacements
        doux!, pedibus!, velorution!, heureux cyclage!, transport a velo!, pietons!
    """,
    "mobilite/usagers": """
        usagers des transports!, usagers du train!, usagers de la ligne!, usagers sncf!, ligne
        ferroviaire!, securite routiere!, prevention routiere!, violence routiere!, automobile
        club?, dialogue routier!, fnaut!, defense de la gare!, tramway!, ligne sncf!
    """,
    "international": """
        monde?, international, internationale, internationales, internationaux, mondial, mondiale,
        etranger?, etrangers, pays lointains!, echange?, echanges?, peuples!, peuple, sud?, global?,
        expatries!
    """,
    "international/solidarite": """
        enfance et vie!, sourire d enfant!, ecoles du!, eau vive!, coup de pouce?, handicap
        international!, aviation sans frontieres!, aide aux enfants du!, lepreux!, raoul follereau!,
        main dans la main!, partage, baobab!, teranga!, waka!, ubuntu, ecole du village!,
        dispensaire, humanitaire!, humanitaires!, ong!, solidarite internationale!, tiers monde!,
        pays en voie de developpement!, pays en developpement!, pays pauvres!, pays du sud!,
        cooperation!, codeveloppement!, co developpement!, developpement solidaire!, medecins sans
        frontieres!, sans frontieres!, sans frontiere!, unicef!, action contre la faim!, faim!,
        famine!, ccfd!, plan international!, frere des hommes!, peuples solidaires!, electriciens
        sans frontieres!, parrainage!, parrainages!, orphelinat!, orphelinats!, missions
        humanitaires!, puits!, forage!, brousse!, sahel!, afrique!, afriques!, africa!, africaine,
        burkina!, burkina faso!, faso!, mali!, senegal!, togo!, benin!, niger!, nigeria!, guinee!,
        conakry!, cote d ivoire!, cameroun!, gabon!, congo!, rdc!, kinshasa!, brazzaville!, kivu!,
        rwanda!, burundi!, angola!, mozambique!, madagascar!, malgaches!, madagasikara!, comores!,
        mauritanie!, maroc!, algerie!, tunisie!, egypte!, soudan!, ethiopie!, kenya!, tanzanie!,
        ouganda!, tchad!, centrafrique!, haiti!, cuba!, mexique, chiapas!, guatemala!, nicaragua!,
        perou!, bolivie!, equateur!, bresil, colombie!, argentine, chili!, inde!, calcutta!, nepal!,
        tibet!, tibetains!, tibetain!, bangladesh!, sri lanka!, cambodge!, cambodgiens!, laos!,
        vietnam!, viet nam!, thailande!, birmanie!, philippines!, indonesie!, chine, mongolie!,
        afghanistan!, irak!, palestine!, gaza!, liban!, syrie!, kurdes!, armenie!, georgie!,
        roumanie!, bosnie!, kosovo!, albanie!, ukraine!, moldavie!, tchernobyl!, bielorussie!,
        russie, enfants du!, enfants de!, ecole au!, village de!, jumelage avec le?, developpement
        de l afrique!, aide humanitaire!, action humanitaire!, convoi!, convois!, aide au
        developpement!, amnesty?, franco malien!, sahraoui!, sahara!, touareg!, touaregs!, dogon!,
        casamance!, bamako!, dakar!
    """,
    "international/commerce-equitable": """
        commerce equitable!, equitable!, equitables!, artisans du monde!, max havelaar!
    """,
    "international/cultures-du-monde": """
        irakien!, andalou!, andalouse!, andalus!, andaluz!, sevillan!, saudade!, ivoire!, gitano!,
        caledoniens!, birman!, bolivien!, boliviens!, equatorien!, serbe!, croate!, slovaque!,
        slovene!, albanais!, kosovar!, georgien!, letton!, lituanien!, estonien!, basque?,
        ethiopien!, somalien!, angolais!, nigerian!, bantou!, peul!, peuls!, pulaar!, bambara!,
        wolof!, soninke!, bamileke!, antananarivo!, irlande!, irish!, ecosse!, galles!,
        ressortissants!, originaires du!, originaires de!, diaspora!, communaute, communautes,
        portugais!, portugaise!, portugaises!, lusophone!, luso!, espagnol!, espagnole!, espagnols!,
        espana!, casa!, centro, hispano!, hispanique!, hispanophone!, italien!, italienne!,
        italiens!, italia!, dante alighieri!, allemand!, allemande!, allemands!, goethe!,
        heidelberg!, anglais, anglaise!, english!, british!, american!, americain!, americaine!,
        americains!, irlandais!, irlandaise!, ecossais, polonais!, polonaise!, polska!, russe!,
        russes!, russophones!, slave!, slaves!, ukrainiens!, tcheque!, hongrois!, hongroise!,
        roumains!, roumaine!, grec!, grecque!, hellenique!, turc!, turque!, turcs!, anadolu!,
        anatolie!, armenien!, armenienne!, armeniens!, arabe!, arabes!, kabyle!, kabyles!, kabylie!,
        berbere!, berberes!, amazigh!, tamazight!, maghreb!, maghrebins!, marocains!, marocaine!,
        marocain!, algeriens!, algerienne!, tunisiens!, tunisienne!, tunisien!, libanais!,
        libanaise!, syriens!, palestiniens!, iranienne!, iraniens!, perse!, afghan!, indien!,
        indienne!, tamoul!, tamouls!, pakistan!, chinois!, chinoise!, chine!, japon!, japonais!,
        japonaise!, nippon!, coree!, coreenne!, coreens!, vietnamien!, vietnamiens!, khmere!, asie!,
        asiatique!, asiatiques!, orient!, africain!, africains!, africaine!, africaines!, afro!,
        senegalais!, senegalaise!, maliens!, malienne!, ivoiriens!, ivoirienne!, camerounais!,
        camerounaise!, congolais!, congolaise!, gabonais!, togolais!, beninois!, beninoise!,
        burkinabe!, guineens!, nigeriens!, tchadiens!, tchadienne!, centrafricains!, rwandais!,
        burundais!, djiboutiens!, djibouti!, comoriens!, comorienne!, malgache!, mauriciens!,
        mauritaniens!, capverdien!, cap verdiens!, haitien!, haitiens!, haitienne!, latino!,
        latina!, latino americain!, amerique latine!, america!, amerique!, bresilien!, bresilienne!,
        bresil!, brasil!, mexicaine!, mexique!, argentine!, argentins!, chilienne!, chiliens!,
        peruviens!, colombiens!, venezuela!, quebec!, quebecois!, canada!, canadien!, usa!, etats
        unis!, russie!, franco!, cultures du monde!, interculturel!, interculturelle!,
        multiculturelle!, multiculturel!, esperanto!, etudiants africains!, etudiants marocains!,
        suisse!, suedois!, scandinave!, norvege!, finlande!, danois!, neerlandais!, hollande!,
        belge!, israel!, hebraique?, amerindiens!, tsigane?
    """,
    "international/jumelages": """
        jumelage!, jumelages!, comite de jumelage!, villes jumelees!, ville jumelee!, jumelee!,
        echanges internationaux!, echanges culturels!, echange culturel, echanges europeens!,
        europe, europeen!, europeenne!, europeennes!, europeens!, euro?, maison de l europe,
        mouvement europeen!, amitie!, amities!, amitie franco!, france allemagne!, franco allemand!,
        franco allemande!, france chine!, france russie!, alliance francaise!, deutsch!, echanges
        linguistiques!, echanges scolaires!, sejours linguistiques!, voyages linguistiques!,
        correspondants!, france amerique!, france palestine!, france japon!, france canada!, france
        quebec!, francophone?, mediterranee!, mediterraneen!, mediterraneenne!, euromediterraneen!
    """,
    "citoyennete": """
        citoyennete!, citoyen!, citoyenne!, citoyennes!, citoyens!, civique!, civisme!, droits,
        republicaine, interet general?, interet communal!, municipalite?, commune?, communal?,
        communale?, mairie?, vie locale!, defense des droits!, militants!, militant!, lutte pour?
    """,
    "citoyennete/quartiers": """
        amoureux de?, quartier libre!, coeur de ville, centre ville, vieille ville, haut de,
        vallon?, plaine?, colline?, mieux vivre ensemble!, initiatives locales, vivre mieux!, nos
        quartiers!, quartier!, quartiers!, comite de quartier!, comites de quartier!, association de
        quartier!, vie de quartier!, habitants!, habitant, conseil de quartier!, interets du
        quartier!, interet de quartier!, comite d interet!, comite d interet de quartier!, ciq!,
        union de quartier!, maison de quartier!, voisins!, voisinage!, faubourg!, faubourgs!,
        hameau!, hameaux!, village, villages, villageois!, villageoise!, amis du village!, amis du
        quartier!, mieux vivre!, bien vivre!, vivre a!, vivre au!, vivre dans, habitants du
        quartier!, rue?, rues?, ilot!, ilots!, cite, cites!, zup!, zac!, amis de la place, animation
        du village!, animation du quartier!, defense des habitants!, riverains de la rue!, animer la
        commune!
    """,
    "citoyennete/droits": """
        droits de l homme!, droits humains!, droits de l enfant!, ligue des droits!, ldh!, amnesty!,
        amnesty international!, acat!, acces au droit!, juridique!, juridiques!, droit, cdad!,
        maison du droit!, libertes!, liberte?, torture!, peine de mort!, defense juridique!,
        conciliateurs!, conciliateur!, mediateurs!, mediation, avocats?, barreau?, justice!,
        victimes d erreurs?, euthanasie!, mourir dans la dignite!, admd!, dignite!, non violence!,
        esclavage!, prisonniers politiques!, objection de conscience!
    """,
    "citoyennete/egalite": """
        egalite!, discrimination!, discriminations!, racisme!, antiracisme!, antiraciste!,
        xenophobie!, antisemitisme!, mrap!, licra!, sos racisme!, lgbt!, lgbti!, lgbtqi!, gay!,
        gays!, gaies!, lesbien!, lesbienne!, lesbiennes!, homosexuel!, homosexuels!, homosexuelles!,
        homosexualite!, homophobie!, homoparentalite!, bisexuels!, trans, transgenre!,
        transsexuels!, queer!, pride!, gay pride!, femme!, femmes!, feminin, feminine!, feminines!,
        feminisme!, feministe!, feministes!, condition feminine!, condition masculine!, cidff!,
        cidf!, osez le feminisme!, nouvelles femmes!, maison des femmes!, parite!, mixite!, genre?,
        diversite, homme et femme!, hommes
    """,
    "citoyennete/vie-associative": """
        benevolat!, benevole!, benevoles!, vie associative!, associatif, associative, associatives,
        maison des associations!, federation des associations!, union des associations!, sel!,
        systeme d echange local!, systeme d echanges locaux!, reseau d echanges!, reseaux d
        echanges!, reciproques de savoirs!, echanges de savoirs!, echanges reciproques!, echange de
        services!, forum des associations!, centre de ressources!, tous benevoles!, office
        municipal!, coordination des associations!, monde associatif!, accorderie!, france
        volontaires!, oms, omc
    """,
    "citoyennete/memoire": """
        anciens combattants!, ancien combattant!, combattants!, combattant!, acpg!, catm!, fnaca!,
        unc!, arac!, uf ac!, ufac!, anacr!, fndirp!, souvenir francais!, souvenir!, souvenirs?,
        memorial!, deportes!, deportation!, resistance!, resistants!, resistant!, maquis!,
        maquisards!, internes de, prisonniers de guerre!, stalag!, stalags!, veuves de guerre!,
        victimes de guerre!, victimes de la guerre!, orphelins de guerre!, pupilles de la nation!,
        mutiles de guerre!, blesses de guerre!, guerre!, guerre 14 18!, 14 18!, 39 45!, 1939 1945!,
        1914 1918!, guerre d algerie!, seconde guerre mondiale!, premiere guerre mondiale!, afn!,
        operations exterieures!, opex!, militaire!, militaires!, anciens d algerie!, anciens d
        indochine!, anciens du!, regiment!, bataillon!, brigade, division!, armee!, armees!, armee
        de l air!, legion etrangere!, legion!, legionnaires!, spahis!, zouaves!, chasseurs alpins!,
        paras!, parachutistes!, troupes de marine!, marsouins!, tirailleurs!, artillerie!,
        cavalerie!, blindes!, genie militaire!, sous officiers!, officiers!, officier!, officiers de
        reserve!, reserve!, reservistes!, aerostiers!, marine nationale!, anciens marins!, sous
        mariniers!, fusiliers!, gendarmerie!, gendarmes!, retraites de la gendarmerie!, medaille!,
        medailles!, medaille militaire!, medailles militaires!, legion d honneur!, ordre national du
        merite!, palmes academiques!, croix de guerre!, decores!, porte drapeaux!, porte drapeau!,
        patriotique!, patriotiques!, patriotes!, rapatries!, rapatrie!, pieds noirs!, pied noir!,
        harkis!, harki!, francais d algerie!, afrique du nord!, oranais!, oran!, algerois!,
        constantine!, bel abbes!, nord africains?, anfanoma!, recours!, cercle algerianiste!,
        algerianiste!, verdun!, rhin et danube!, leclerc!, 2eme db!, 2e db!, debarquement!,
        liberation!, shoah!, fusilles!, combattants volontaires!, commemoration!, commemorations!,
        conscrits?
    """,
    "citoyennete/secours": """
        secours,
        sapeurs pompiers!, sapeur pompier!, pompiers!, jeunes sapeurs!, jsp!, secourisme!,
        secouriste!, secouristes!, premiers secours, protection civile!, adpc!, croix blanche!,
        fnmns!, sauveteurs!, sauvetage!, sauvetage en mer!, snsm!, securite civile!, securite,
        incendie!, incendies!, feux de foret!, comite feux!, spv!, aspv!, secours en montagne!,
        adrasec!, maitres chiens?, amicale des sapeurs pompiers!, gestes qui sauvent!,
        defibrillateurs!
    """,
    "citoyennete/consommateurs": """
        consom action!, consom acteurs?, ufcs!, cscv!, consommateur!, consommateurs!, consommation!,
        ufc!, que choisir!, clcv!, indecosa!, afoc!, adeic!, orgeco!, asseco!, adc, contribuables!,
        contribuable!, usagers!, usager, usagers de l eau!, defense des usagers!, assures sociaux!,
        abonnes!
    """,
    "citoyennete/debat": """
        politique!, politiques!, parti!, parti politique!, financement de!, campagne electorale!,
        elections!, electorale!, election!, candidat!, candidats!, liste?, elus!, elu!, conseillers
        municipaux!, opposition municipale!, municipales!, gauche!, droite!, centriste!, gaulliste!,
        gaullisme!, socialiste!, socialistes!, communiste!, communistes!, pcf!, ump!, udf!, rpr!,
        modem!, radicaux!, radical!, republicains!, europe ecologie!, anarchiste!, libertaire!,
        libertaires!, trotskiste!, marxiste!, marx!, jaures!, mendes france!, de gaulle!,
        democratie!, democrate!, democrates!, democratique, laicite!, reflexion!, debat!, debats!,
        think tank!, cercle de reflexion!, club de reflexion!, club de pensee!, ateliers de la
        citoyennete!, attac!, altermondialiste!, gilets jaunes!, paix!, pacifiste!, desarmement!,
        mouvement de la paix!, souverainete!, federaliste!, federalistes!, amis de l humanite!,
        monde diplomatique!, comite de soutien!, soutien a la candidature!, soutien a l action!,
        avenir de!, un avenir!, une autre politique!, autrement?, ensemble pour!, agir?, agir pour!,
        tous ensemble!, tous pour, avec vous!, union pour!, demain?, avenir?, parlementaires!,
        progres?, nation, etat, geopolitique!
    """,
    "loisirs": """
        loisir!, loisirs!, activites de loisirs!, detente!, distraction!, distractions!,
        divertissement!, convivialite, rencontre, rencontres, animation, animations, sorties,
        sortie, excursions!, passe temps!, passions?, passionnes!, passion?, amateurs?, amis?,
        copains!, copines!, club de loisirs!, culture et loisirs, loisirs et culture, loisirs et
        detente!, loisirs creatifs!, temps libre!, hobby!, multi activites!, jouer
    """,
    "loisirs/jeux": """
        question pour un champion!, quiz!, snooker?, pyramide!, laser game!, rpg!, otaku!, cosplay!,
        manga?, mangas?, rubik!, jeux!, jeu!, joueur!, joueurs!, ludique!, ludiques!, echecs!,
        echiquier!, echiqueenne!, echiqueen!, cavalier noir!, roque!, dames!, jeu de go!, go?,
        bridge!, bridgeurs!, tarot!, tarots!, belote!, coinche!, manille!, rami!, scrabble!,
        scrabbleurs!, poker!, holdem!, hold em!, loto!, lotos!, bingo!, mah jong!, backgammon!,
        othello!, monopoly!, puzzle!, carte, cartes a jouer!, magic!, dominos!, jeux de societe!,
        jeux de plateau!, jeux de role!, jeu de role!, jdr!, rolistes!, roliste!, rolisme!,
        donjons!, donjon et dragons!, dragon!, dragons!, grandeur nature!, gn!, wargame!, wargames!,
        warhammer!, figurine!, figurines!, jeux video!, jeu video!, gamers!, gamer!, gaming!,
        games!, game!, lan!, lan party!, esport!, console!, retro gaming!, geek!, geeks!, mots
        croises!, babyfoot!, baby foot!, escape game!, casino!, medieval fantastique!
    """,
    "loisirs/fetes": """
        fete!, fetes!, comite des fetes!, comite de fetes!, comite d animation!, comite des
        loisirs!, comite d animations!, festive!, festives!, festif!, festifs!, festivites!,
        manifestations festives!, carnaval!, carnavals!, carnavalesque!, chars fleuris!, corso!,
        defile!, defiles!, feria!, bodega!, bodegas!, bandas!, banda!, kermesse!, bal populaire!,
        feu d artifice!, feux d artifice!, pyrotechnie!, fete du village!, fete patronale!, fete
        votive!, fete de la musique?, vogue!, ducasse!, conscrits!, classe en!, classards!, classes
        en!, animations festives!, animations locales!, animation locale!, animation de la commune!,
        animation du bourg!, soirees!, soiree, vide grenier!, vide greniers!, repas dansant!, repas
        dansants!, lotos!, reveillon!, noel, pere noel!, telethon?, receptions!, reception!,
        mariage!, mariages!, organisation de soirees!, organisation de fetes!, gai lurons!, joyeux
        lurons!, joyeux!, joyeuse!, rigolade!, animation festive!, bringue!
    """,
    "loisirs/aines": """
        retraites!, retraite!, retraitees!, club des retraites!, club de l amitie!, club de l age d
        or!, age d or!, aines!, aine, aines ruraux!, club des aines!, generations mouvement!,
        troisieme age!, 3eme age!, 3e age!, 3 age!, iiieme age!, iiie age!, anciens?, club des
        anciens?, club du 3eme age!, club du troisieme age!, toujours jeunes!, cheveux blancs!,
        cheveux d argent!, temps des loisirs!, bel age!, bon temps!, automne!, beaux jours!, rayon
        de soleil!, joie de vivre!, bonne humeur!, soleil d automne!, feuilles d automne!, l heureux
        temps!, jeunes d antan!, club du bon accueil!, club de l esperance!, club du sourire!, club
        de la joie!, club amitie!, club rencontre!, preretraites!, anciens travailleurs!, foyer
        club!, foyer des anciens?, foyer du 3eme age!, seniors club!
    """,
    "loisirs/tourisme": """
        tourisme!, touristique!, touristiques!, touristes!, voyage!, voyages!, voyageur!,
        voyageurs!, voyager!, office de tourisme!, offices de tourisme!, office du tourisme!,
        syndicat d initiative!, syndicat d initiatives!, initiatives touristiques, vacances!,
        vacanciers!, village de vacances!, villages de vacances!, camping!, campeurs!, caravaning!,
        camping caristes!, camping car!, camping cars!, campings!, gite!, gites!, gites de france!,
        chambres d hotes!, accueil paysan!, auberge de jeunesse!, auberges de jeunesse!, fuaj!,
        naturisme!, naturiste!, naturistes!, excursion!, decouverte?, routard!, globe trotters!,
        bourlingueurs!, tour du monde!, croisieres!, villegiature!, hotel!, station, stations
        classees!, routes touristiques!, guides conferenciers!, compostelle!, saint jacques de
        compostelle!, globetrotter!, sejours touristiques!
    """,
    "loisirs/collections": """
        bolide?, scalextric!, slot racing!, maquettisme!, lambretta!, chars?, jeeps!, jeep!,
        unimog!, land rover!, 4l?, 2 cv!, 4cv!, dauphine!, mini austin!, mg!, triumph!,
        youngtimers!, old timers!, ancetres automobiles!, collection!, collections!,
        collectionneur!, collectionneurs!, collectionner!, philatelie!, philatelique!,
        philatelistes!, philateliste!, timbre!, timbres!, numismatique!, numismates!, cartophile!,
        cartophiles!, cartes postales!, placomusophiles!, capsules!, feves!, modelisme!,
        modelistes!, modeliste!, modeles reduits!, modele reduit!, maquette!, maquettes!,
        maquettistes!, aeromodelisme!, aero modelisme!, radiomodelisme!, radiocommande!,
        radiocommandee!, radiocommandes!, ferroviaire?, trains miniatures!, petit train!, petits
        trains!, rail!, rails!, locomotive!, vapeur!, autorail!, chemin de fer!, vehicules anciens?,
        vehicules de collection!, voitures anciennes!, voiture ancienne!, vieilles voitures!,
        anciennes automobiles!, automobiles anciennes!, autos anciennes!, auto retro!, retro!,
        retromobile!, tacots!, tacot!, vieux volants!, vieilles mecaniques!, vieilles soupapes!,
        bielles!, bielle!, calandre!, calandres!, guimbardes!, teuf teuf!, tractions!, traction!,
        citroen!, 2cv!, deudeuche!, deuche!, renault!, peugeot!, simca!, panhard!, alpine!,
        porsche!, ferrari!, jaguar!, coccinelles!, volkswagen!, vw!, combi!, cox!, mercedes!, bmw!,
        rolls royce!, solex!, mobylette!, motos anciennes!, vespa!, tracteurs!, vieux tracteurs!,
        tracteurs anciens?, vehicules militaires!, poids lourds anciens?, camions anciens?,
        anciennes!, radioamateur!, radio amateurs!, radio amateur!, radioamateurs!, cibistes!,
        cibiste!, cb!, citizen band!, ref!, mineraux!, poupees!, poupee!, armes anciennes!, soldats
        de plomb!, lego!, retro automobile!
    """,
    "loisirs/chasse-peche": """
        chasse!, chasseurs!, chasseur!, chasser!, chasse communale!, acca!, aica!, societe de
        chasse!, societe communale de chasse!, syndicat de chasse!, diane!, saint hubert!, st
        hubert!, cynegetique!, gibier!, sanglier!, sangliers!, chevreuil!, becasse!, becassiers!,
        gibier d eau!, sauvaginiers!, venerie!, veneurs!, equipage!, rallye de chasse!, gic!,
        groupement d interet cynegetique!, lieutenants de louveterie!, piegeurs!, gardes chasse!,
        battue!, fauconnerie!, hutte!, peche!, pecheur!, pecheurs!, peche a la ligne!, aappma!,
        appma!, aapp!, gaule!, gaules!, goujon!, truite!, truites!, brochet!, carpe!, carpistes!,
        carpiste!, black bass!, mouche?, moucheurs!, peche sportive!, pecheurs plaisanciers!,
        pecheurs amateurs!, hamecon!, hamecons!, halieutique!, pisciculture!, piscicole!, surf
        casting!, surfcasting!, silure!, poisson, poissons, plaisanciers?
    """,
    "loisirs/manuel": """
        travaux manuels!, manuel, manuels, manuelle, manuelles, activites manuelles!, couture!,
        couturiere!, broderie!, brodeuses!, broder!, tricot!, tricoter!, crochet!, dentelle!,
        dentelles!, dentellieres!, dentelliere!, patchwork!, patch!, quilt!, point de croix!, points
        de croix!, fil?, fils?, aiguille!, aiguilles!, bobine!, bobines!, cartonnage!, encadrement!,
        scrapbooking!, scrap!, bricolage!, bricoleurs!, bricoler!, art floral!, bouquet, bouquets,
        ikebana!, peinture sur soie!, peinture sur porcelaine!, porcelaine!, vannerie!, vanniers!,
        cannage!, rempaillage!, reliure!, ebenisterie!, marqueterie!, menuiserie!, tournage sur
        bois!, bois tourne!, sculpture sur bois!, ferronnerie!, forge!, forgerons!, coutellerie!,
        savoir faire!, doigts de fee!, petites mains!, mains?, mosaique?, loisirs creatifs!, atelier
        creatif!, art et artisanat!, poterie?
    """,
    "loisirs/amicales": """
        ardechois!, aveyronnais, lozeriens, cantaliens!, correziens!, creusois!, vendeens!,
        alsaciens!, lorrains!, bourguignons!, franc comtois!, limousins!, perigourdins!,
        charentais!, berrichons!, morvandiaux!, savoyards, dauphinois!, ch tis?, cevenols?, classe
        60!, classe 70!, quinquas!, amicale, amicales, rotary!, rotary club!, rotaract!, lions
        club!, lions!, leo club!, kiwanis!, soroptimist!, inner wheel!, zonta!, round table!, table
        ronde!, agora, club 41!, ladies circle!, club service!, clubs services!, fifty one!,
        ambassador!, richelieu!, originaires!, natifs!, enfants de?, cercle?, cercle prive!, fan
        club!, fans!, cousins!, cousinade!, descendants!, famille de, classe 19!, classe d age!,
        conscrits!, amities?, copains d abord!, retrouvailles!, club de rencontres!, celibataires!,
        celibataire!, freres?
    """,
    "numerique": """
        numerique!, numeriques!, informatique!, informatiques!, internet, web!, digital!, digitale!,
        digitaux!, technologies!, nouvelles technologies!, tic!, ntic!, ordinateur!, logiciel!,
        logiciels!, technologie!, electronique, telecom!, telecommunications!, reseau?, en ligne,
        cyber!, data!, site internet, sites internet, ia
    """,
    "numerique/inclusion": """
        ordinateurs!, micro informatique!, micro!, club informatique!, club micro!, internautes!,
        internaute!, epn!, cyberbase!, cyber base!, cybercentre!, espace numerique!, cyber cafe!,
        cybercafe!, initiation a l informatique!, fracture numerique!, mediation numerique!,
        souris!, clic!, clics!, bureautique!, pc, mac!, apple!, microtel!, hebergement internet
    """,
    "numerique/libre": """
        logiciels libres!, logiciel libre!, linux!, gnu!, lug!, open source!, opensource!, debian!,
        ubuntu!, fablab!, fab lab!, fablabs!, hackerspace!, makers!, maker!, hackers!, hacker!,
        robotique!, robots!, robot!, multimedia!, multimedias!, creation numerique!, developpeurs!,
        programmation informatique!, python!, php!, java!, wiki!, wikimedia!, openstreetmap!,
        impression 3d!, drones!, drone!, 3d!, jeux independants!
    """,
    "numerique/medias": """
        radiophonique!, canal!, mediatique!, videosurveillance?, revue de presse!, radio!, radios!,
        fm!, webradio!, web radio!, television!, televisions!, tele!, tv!, webtv!, presse!,
        journal!, journaux!, gazette!, magazine!, magazines!, mensuel!, hebdo!, media!, medias!,
        journaliste!, journalisme!, journalistes!, communication, communications, information?,
        infos, informer?, info, frequence!, ondes!, onde!, antenne!, podcast!, emissions!,
        emission!, diffusion hertzienne!, blog!, blogueurs!, bulletin!, relations publiques!,
        publicite!, publicitaire!, agence de presse!, attachees de presse!, petites annonces!,
        correspondance de presse!, reportage!, reportages!
    """,
    "sciences": """
        science!, sciences!, scientifique!, scientifiques!, recherche!, recherches!, etude?,
        savant!, savante!, savantes!, savants!, connaissances?, connaissance?, savoirs, colloques!,
        colloque!, seminaires!, seminaire!, congres!, symposium!, journees?, academie!, innovation,
        innovations, technique?, techniques?, laboratoires!, laboratoire!, thematique?, institut,
        observatoire
    """,
    "sciences/culture-scientifique": """
        culture scientifique!, technique?, astronomie!, astronomique!, astro!, astronomes!,
        astronomes amateurs!, etoiles!, ciel, espace?, spatial!, spatiale!, fusee!, fusees!, planete
        sciences!, petits debrouillards!, geologie!, geologique!, geologues!, mineralogie!,
        mineralogique!, mineralogiste!, fossiles!, paleontologie!, paleontologique!, volcan!,
        volcans!, meteo!, meteorologie!, mathematiques!, maths!, math!, mathematique!, physique
        chimie!, chimie!, chimique!, chimistes!, physiciens!, biologie!, sciences naturelles!,
        histoire naturelle!, ufologie!, ovni!, prehistoire!, prehistorique!, geographie!,
        geographes!, cosmos!
    """,
    "sciences/histoire": """
        histoire!, historique, historiques, historiens!, historien!, archeologie!, archeologique!,
        archeologiques!, archeologues!, archeo!, fouilles!, egyptologie!, antiquite!, antique,
        hieroglyphes!, societe historique!, societe archeologique!, cercle historique!, etudes
        historiques!, recherches historiques!, recherche historique!, histoire locale!,
        sigillographie!, heraldique!, epigraphie!, memoire historique!, toponymie!, societe d
        histoire!, histoire et archeologie!
    """,
    "sciences/recherche": """
        hematologie?, neurosciences!, immunologie!, parasitologie!, virologie!, statisticiens!,
        cliniciens!, psychopathologie!, medieviste!, lexicologie!, recherche scientifique!,
        recherche medicale!, societe savante!, chercheurs!, chercheur!, cnrs!, inra!, inserm!, ird!,
        cirad!, ifremer!, sociologie!, sociologues!, anthropologie!, ethnologie!, ethnographie!,
        ethnomusicologie!, linguistes!, semiotique!, semiologie!, philologie!, epistemologie!,
        economistes!, statistique!, statistiques!, demographie!, sciences humaines!, sciences
        sociales!, sciences de l education!, sciences politiques!, pluridisciplinaire!,
        interdisciplinaire!, centre d etudes!, centre de recherche!, centre de recherches!, groupe
        de recherche!, groupe d etudes!, groupe d etude!, cercle d etudes!, societe francaise de!,
        societe d etudes!, association francaise de!, institut de recherche!, recherche et
        developpement!, recherche fondamentale!, publications scientifiques!, prospective!,
        normalisation!, genomique!, biotechnologies!, fonds de recherche!, congres de!, organisation
        de congres!
    """,
    "convictions": """
        religion!, religieux!, religieuse!, religieuses!, spirituel!, spirituelle!, spirituels!,
        spiritualite!, spiritualites!, foi!, priere!, prieres!, ame, dieu!, sacre?, divin!, divine!,
        mystique!
    """,
    "convictions/cultes": """
        culte!, cultes!, cultuelle!, cultuel!, cultuelles!, eglise!, eglises!, paroisse!,
        paroisses!, paroissial!, paroissiale!, paroissien!, paroissiens!, diocese!, diocesaine!,
        diocesain!, eveche!, catholique!, catholiques!, chretien!, chretienne!, chretiens!,
        chretiennes!, protestant!, protestante!, protestants!, reforme, reformee!, lutherienne!,
        baptiste!, pentecotiste!, pentecote!, evangelique!, evangeliques!, evangelisation!,
        evangile!, adventiste!, mennonite!, mission evangelique!, assemblee de dieu!, assemblees de
        dieu!, jehovah!, mormons!, orthodoxe!, orthodoxes!, gospel?, bible!, biblique!, bibliques!,
        christ!, jesus!, jesuite!, jesuites!, dominicains!, franciscains!, franciscaine!, carmel!,
        carmelites!, benedictins!, congregation!, congregations!, monastere!, monastique!, couvent!,
        abbe, notre dame?, saint sacrement!, sacre coeur?, immaculee!, marial!, mariale!, lourdes!,
        hospitalite!, hospitalite notre dame!, pelerinage!, pelerinages!, pelerins!, aumonerie!,
        aumoneries!, catechese!, seminaristes!, sacerdotal!, sacerdotales!, pretre!, pretres!,
        soeurs, clerge!, liturgie!, liturgique!, ministere!, ministeres!, pasteur, pasteurs!,
        louange!, eucharistie!, messe!, temple!, musulman!, musulmane!, musulmans!, islam!,
        islamique!, mosquee!, mosquees!, coran!, coranique!, imam!, halal!, juif!, juifs!, juive!,
        juives!, judaisme!, judaique!, israelite!, israelites!, synagogue!, hebraique!, torah!,
        talmud!, beth!, loubavitch!, habad!, bouddhiste!, bouddhistes!, bouddhisme!, bouddhique!,
        dharma!, lama!, zen!, soto!, hindou!, hindouisme!, krishna!, sikh!, soufi!, soufisme!, baha
        i!, bahai!, fidele!, fideles!, focolari!, opus!, vie chretienne!, action catholique!, acf!,
        ace!, foi et, theologie!, theologique!, scientologie!, raelien!
    """,
    "convictions/philosophies": """
        radiesthesistes!, yogananda!, steinerienne!, tarot divinatoire!, philosophie!,
        philosophies!, philosophique!, philosophiques!, philo!, philosophes!, libre pensee!, libres
        penseurs!, franc maconnerie!, franc maconnique!, maconnique!, maconnerie!, loge!, grand
        orient!, grande loge!, droit humain!, obedience!, rose croix!, rosicrucien!, amorc!,
        theosophie!, theosophique!, anthroposophie!, anthroposophique!, esoterisme!, esoterique!,
        spirite!, spiritisme!, astrologie!, astrologues!, astrologique!, voyance!, radiesthesie!,
        geobiologie!, gnose!, gnostique!, humaniste!, humanistes!, humanisme!, union rationaliste!,
        rationaliste!, sagesse!, krishnamurti!, nouvelle acropole!, initiatique!, temple universel!,
        druides!, druidique!, meditation transcendantale!, rituels!
    """,
}

# How much a phrase says, by its mark.
DECISIVE, ORDINARY, HINT = 4.5, 3.0, 1.0


def clues() -> Iterator[tuple[str, str, float]]:
    """Yield (theme code or "", folded phrase, strength)."""
    strengths = {"!": DECISIVE, "?": HINT}
    for code, listed in _CLUES.items():
        for entry in listed.split(","):
            phrase = " ".join(entry.split())
            yield code, phrase.rstrip("!?"), strengths.get(phrase[-1:], ORDINARY)
