"""Words that give a language away, written by hand: function words and chat spellings.

Language identification reads these lists beside the learnt table (``_langid_table.py``). The trigrams of that table
know what a language *looks* like; these lists know the short words that carry most of a chat message and are too
short, or typed too freely, for trigrams. Everything is lower case and folded to ASCII (``ł`` is ``l``, no
apostrophes, no hyphens). A word may stand in several lists: then it tells these languages from the others, not
from each other. Words that are plain English as well (``to``, ``at``, ``may``) are left out of the other lists on
purpose, since one of them must not turn an English message into something else.
"""

from __future__ import annotations

EN = """
the a an and or but not of to in on at for from with without by about into over after before until while
because i you he she it we they me him her us them my your his its our their mine yours ours theirs myself
yourself this that these those here there who whom whose what which when where why how is are was were be
been being am do does did done have has had having will would can could shall should may might must cant
cannot dont doesnt didnt wont wouldnt couldnt shouldnt isnt arent wasnt werent hasnt havent im ive id ill
youre youve youll weve well theyre hes shes thats theres lets whats no yes yeah yep nope so if then than as
just only also too very more most some any every each all both much many again already still never always
ever once soon now today tomorrow yesterday tonight later please thanks thank sorry hello hi hey dear
regards sincerely welcome goodbye bye cheers apologies apologize apologise apologized apologised order
refund account delivery payment invoice address email number customer support service help need want know
get got let make made take send sent wait check call back look see find think try give tell ask reply
contact update noted seen great good sure right nice fine best kind kindly perfect morning afternoon
evening pls plz thx ty tysm np asap btw fyi idk lol omg u ur r ya gonna wanna gotta thru tho cuz bc ticket
request issue problem policy time day days week hours minutes first last new next other another
"""

PL = """
nie tak sie jest sa byl byla bylo byli byc bede bedzie beda bedziemy jestem jestes jestesmy to ten ta te tej
tego temu tym tych tymi tamten ja ty on ona ono my wy oni mnie mi ciebie cie ci jego go jemu mu jej nas nam
nami was wam ich im nimi i a ale lub albo oraz ani ze zeby aby bo poniewaz gdyz wiec zatem jednak jesli
jezeli gdy kiedy jak jaki jaka jakie jako czy co kto kogo komu czego czemu dlaczego gdzie skad dokad ktory
ktora ktore ktorego ktorej ktorych w we z za na do od po pod przed przy przez dla bez nad miedzy o u juz
jeszcze tylko bardzo teraz dzis dzisiaj jutro wczoraj tu tutaj tam zawsze nigdy moze mozna mozemy mozesz
moge trzeba musi musimy musisz nalezy mamy masz maja pan pani pana panu panem panie pania panstwo panstwa
panstwu panstwem prosze prosimy poprosze dziekuje dziekujemy dzieki przepraszam przepraszamy witam witamy
dzien dobry wieczor szanowny szanowna szanowni pozdrawiam pozdrawiamy powazaniem czesc hej siema dzk pzdr
pozdro spoko nara elo zamowienie zwrot paczka paczke przesylka reklamacja reklamacje konto numer faktura
fakture faktury numeru dane adres dowod dowodu umowa umowe umowy klient klienta klienci zgloszenie pesel
regon krs zus kod kodu seria serii wiadomosc odpowiedz sprawa sprawe sprawie blad regulamin niestety bym
bysmy byloby swoj swoje moj moja moje nasz nasza nasze wasz twoj twoja twoje wszystko wszystkie ktos cos nic
kazdy kazda inny inna taki taka takie sam sama jeden jedna dwa trzy pare troche duzo malo wiecej mniej
dobrze zle chyba raczej wlasnie niech wiem wie chce chcesz chcemy mam ma robi zrobic zrobimy sprawdze
sprawdzimy wyslij wyslemy
"""

FIL = """
ang ng mga sa ay na pa po opo ho oho ba nga naman nman nmn lang lng lamang din rin daw kasi kse muna pala
pla yata sana kaya talaga tlga ako aq ko ka ikaw mo siya sya niya nya kami namin nmin tayo natin kayo kau
ninyo niyo nyo sila nila akin amin atin inyo iyo kanya kanila aming inyong ating aking iyong kanyang
kanilang kita ito iyan iyon yan yun yung ung nito niyan nyan noon noong dito diyan dyan doon dun rito riyan
roon ganito ganyan ganun ganoon hindi di dili wala wla walang wlang meron mayroon mayroong merong huwag wag
ayaw gusto gustong kailangan kelangan kailangang dapat pwede puwede pwedeng puwedeng pde maaari maaaring
bawal oo sige cge cgeh kung kng kapag pag kahit khit dahil upang para pra tungkol mula hanggang habang bago
at o pero ngunit subalit pati saka tapos tas kaysa gaya tulad ayon nang si ni kay sina nina kina ano anong
sino sinong saan san kailan kelan bakit paano pano alin ilan ilang magkano salamat maraming marami paumanhin
pasensya pasensiya pcensya patawad magandang umaga hapon gabi tanghali kumusta kamusta ingat paalam mabuhay
anuman gumagalang mahal minamahal ginoo ginang bukas kahapon mamaya mmya ngayon ngayong agad ulit uli lagi
minsan palagi araw oras linggo buwan taon isa isang dalawa dalawang tatlo tatlong apat lima limang lahat iba
ibang bawat mas sobra masyado medyo paki pakisuyo pakiusap pakisend pakicheck pakihintay pakibigay
pakitingnan pakibasa pki bayad bayaran tawag tawagan sagot tanong bahala mali tama sayang galing buti sabi
sabihin alam nasa nsa naka nka pong hong ninyong nyong niyong kayong kang mong akong kong kaming siyang
silang natong pang bang naming nating tayong itong iyang yong ganoong ganyang talagang namang nmang kuya ate
tita tito aling mang nay tay lola lolo d2 q n s b p d poh phow pb npo nrin nlng nlang tska kc ksi cnu anu
dpat mwala kht bgo
"""

EL = """
kai ke k kaj den dn dhn mhn min mh mi na nah tha 8a tah 8 gia gi ya apo ap me m se s st sto stin sthn stis
sths stous stoys stoy stou sta ston stn o h i oi to ta ti th tin thn tou toy ths tis twn ton tous toys tn
ena enas mia mias enan enos ki oti pws pos pou poy poia poio poios poies poious pote giati yiati an ean ama
otan afou afoy prin meta mexri mehri mechri opws opos allos alla ala all eite oute oyte omws omos loipon
lipon epeidi epeidh dioti ego egw esy esi esu emeis emis eseis esis aytos autos aftos ayto auto afto ayth
auth afti autoi aytoi autes aytes ayta auta afta autou aytou aftou autin auton ekeino ekeinos ekei eki edw
edo mou moy sou soy mas sas eimai ime eisai ise einai ine eimaste imaste eiste iste htan itan hmoun imoun
eixa ixa eixe ixe exw exo echo eho exeis exete exoume exoyme exei ehei ehete ehoume echei echete echoume ehw
exi exoun exoyn eixame thelw thelo theleis thelete theloume thelei mporw mporo mporeis mporeite boreite
mporoume mporoyme mporei borei prepei prepi ginetai ginete egine kanw kano kanete kanei kanoume kante
parakalw parakalo parakaloume parakaloyme sygnwmi sygnwmh sugnomi signomi sygnomi syggnwmh siggnomi lypamai
lipamai lypoumai lupamai efxaristw efxaristo euxaristw euxaristo eyxaristw eyxaristo efharisto efharistw
evxaristw efcharisto efxaristoume euxaristoume eyxaristoume eyxaristoyme efharistoume kalimera kalhmera
kalispera kalhspera kalinixta kalhnyxta geia gei yia yeia xairete hairete xerete kyrie kurie kirie kyria
kuria kiria agapite agaphte ektimisi ektimhsh fysika fisika entaksei entaxei endaksei nai ne oxi ohi ochi
pali poly poli polu para akoma akomi akomh twra tora simera shmera avrio ayrio aurio xthes xtes amesws
amesos molis mono monon kala kalo kalh kali kalos megalo ligo ligaki tipota kati kapoios kapoia kapoio ola
oloi olo oles kathe ka8e mallon isws isos pragmati veveos vevaia bebaia bevaia distyxws dystyxws distihos
dustuxws paraggelia paragelia parangelia dema logariasmos logariasmo arithmo ari8mo minima mhnyma steilte
stilte stelnw steilame stalthike peite peste deite dite parete perimenete tilefwno thlefwno tilefono
thlefono hmera imera hmeres meres mera ora wra ores wres lepta lepto provlima problhma provlhma xrhmata
xrimata hrimata apostoli katalavainw katalabainw katalaveno katalavaineis file filaki filakia re vre paidia
pame ela dwse doste endaksi entaksi entakse endaxei entaksh deftera triti tetarti pempti paraskevi savvato
kyriaki deutera trith tetarth pempth paraskeuh kyriakh
"""

FA = """
va o ke az ba be dar ra ro roo baraye barayeh barae baray ta ya ham hamin hamoon hamon ama amma vali agar
age ageh chon choon chun man to u oo ou shoma ma maa ishoon anha oona onha ina inha in un an on oon injouri
injoori intori chi chie chieh che cheh chera kojast koja kei key kay ki kie chand chandta chetor chetori
chetour kodoom kodom hast ast nist hastam hasti hastim hastid hastin nistam nistid bood bud boud boodam
budam boodim mishe misheh nemishe nemisheh mishavad nemishavad shod shode shodeh shodam shodim besheh beshe
bashe basheh bashid bashin bashad bash dare dareh daram dari darim darid darin daran nadare nadareh nadaram
nadarim nadarid darad nadarad dasht dashtam kard kardam kardim kardid kardin karde kardeh kardan kon konid
konin konam konim kone koneh konan kunid nakonid nakon mikonam mikonim mikonid mikonin mikone mikoneh
mikonan nemikonam nemikonim nemikone nemikonid bokonid bokonam bokonim mikham mikhaim mikhaid mikhad
mikhahid mikhaham nemikham bayad nabayad mitoonam mitoonid mitonid mitoonim mitonam mitunam mitunid
mitavanid mitavanam nemitoonim nemitoonam begid begin begoo bego begam goft goftam goftid migam migid migoft
bede bedid bedin bedeh midam midim midid befrest befrestid befrestin ferestadid ferestadim ferestadam
miferestam miferestim bezan bezanid bezanin zang zadid zadam begir begirid begirin gereft tamas bebin
bebinid bebinim salam salaam slm dorood dorud lotfan lotf khahesh khaheshan xahesh khahesmikonam mamnoon
mamnun mamnon mamnoonam mamnoonim merci mersi mersii moteshakeram motshakeram moteshakerim tashakor sepas
sepasgozaram bebakhshid bebakhshin bebaxshid bebakhsid ozr ozrkhahi mazerat sharmande sharmandeh motasefam
moteasefam motasefane moteasefane motaasefane khoda khodahafez khodafez khodetoon khodeton khodet khodesh
khodam khob khoob khub khoub khubi khoobi khobi khoobid khubid chashm hatman hatmaan baleh bale are areh na
nah kheyr kheir khanoom khanom khanum agha aghaye aqa aqaye jenab aziz azizam jan joon jun dadash abji golam
gerami moshtari moshtarian alan alaan hala emrooz emruz emrouz farda diruz dirooz emshab saat rooz ruz rouz
vaght vaqt vaghte bekheir bekheyr sobh asr shab dige digeh digar hanooz hanuz hich hichi hichki hame hameh
hamash kheili kheyli kheily xeyli khili faghat faqat shayad daghighan daghighe daghigheh bad baad ghabl qabl
zood zoud zud dobare dobareh baz bazam sefaresh sefareshetoon sefareshtoon hesab pardakht mablagh toman
tuman rial shomare shomareh kod kala baste post posht peygiri paygiri moshkel moshkeli soal javab komak
khedmat khedmate khedmatetoon dastetoon dastet dard nakone khaste nabashid befarmayid befarmaid befarmain
farmoodid ersal morajee vared yek ye yeki do se chahar bi zahmat mamnoonetoonam damet garm ghorbanat
ghorboonet fadat chakeram nokaretam too toye tooye tuye toosh neveshte neveshteh nevesht shanbe yekshanbe
doshanbe seshanbe chaharshanbe panjshanbe jome jomeh tatil tatile tatilim
"""

# Words that make a message Filipino although most of its words are English. The first list is enough by itself;
# of the second it takes two, since each of them is also something else somewhere (``na`` for "n/a", ``lang`` for
# "language"). Words that exist in English are in neither.
FIL_STRONG = """
po pong opo oho ninyo ninyong niyo niyong nyo nyong kayo kayong namin naming nmin mga hindi naman namang
nman nmn yung ung kasi muna pwede puwede pwedeng puwedeng sige cge salamat maraming walang wla wala meron
mayroon huwag wag kailangan kelangan kapag kahit khit dahil hanggang bukas mamaya mmya ngayon talaga tlga
pakisuyo paumanhin pasensya pasensiya magandang umaga hapon kumusta kamusta yan iyan ito iyon dito doon dun
diyan sila natin tayo siya sya niya nya ako aq akong kung kng bakit paano pano saan magkano inyong aming
gusto gustong ayaw bawal npo poh lng rin daw pala sana yata dapat bahala agad ulit tapos tlaga ganun ganito
ganyan nito niyan nyan nasa nsa
"""
FIL_WEAK = """
ang na ng sa ba nga lang pa ko ka mo ay si ni kay din ho nang pag paki naka nka q hong kau kami lods sis
mamsh
"""

# Words that every language here has taken over: they say nothing.
INTERNATIONAL = """
ok oki okey email mail site website link online app sms pin wifi internet router modem reset login chat screenshot
"""
