"""The table of fields: everything that a column can hold."""

from __future__ import annotations

from collections.abc import Mapping

from asset_mapper.formats.columns import looks
from asset_mapper.formats.columns.field import Field, words
from asset_mapper.i18n import N_

_PLACES = words(
    "ward | area | street | road | town | city | county | district | region | country | locality "
    "| authority | council | constituency | borough | parish | grand parent locality | parent "
    "locality"
)
_PEOPLE = words("contact | first | last | sur | fore | middle | user | file | field | column | layer | sheet")
_OTHERS = words(
    "funding org | grant programme | beneficiary location | provider | operator | landlord | owner | short"
)

FIELDS: tuple[Field, ...] = (
    Field(
        key="name",
        label=N_("Name"),
        names=words(
            "name | title | asset | asset name | place name | site name | venue name | property "
            "name | building name | organisation name | organization name | group name | club "
            "name | charity name | service name | project name | activity name | common name | "
            "facility name | location name | business name | recipient org name | dist name | "
            "name 1 | label | full name | official name | enw | teitl | enw'r ased | enw y grŵp | "
            "enw'r grŵp | enw'r sefydliad | enw'r lle | enw'r lleoliad | enw'r gwasanaeth | enw'r "
            "elusen | enw'r clwb | ased"
        ),
        endings=words("name | title | enw"),
        not_after=(
            *_PLACES,
            *_PEOPLE,
            *_OTHERS,
            *words("polling | lang | brand | common | job | contact's"),
        ),
    ),
    Field(
        key="name_cy",
        label=N_("Name (Welsh)"),
        names=words(
            "name cy | name welsh | welsh name | name in welsh | name cym | title cy | title "
            "welsh | welsh title | enw cymraeg | enw cy | enw yn gymraeg | enw (cymraeg) | teitl "
            "cymraeg | asset name welsh | organisation name welsh | group name welsh"
        ),
        endings=words("name cy | name welsh | enw cymraeg"),
    ),
    Field(
        key="name_en",
        label=N_("Name (English)"),
        names=words(
            "name en | name english | english name | name in english | title en | title english | "
            "english title | enw saesneg | enw en | enw yn saesneg | enw (saesneg) | teitl "
            "saesneg"
        ),
        endings=words("name en | name english | enw saesneg"),
    ),
    Field(
        key="first_name",
        label=N_("First name"),
        names=words("first name | forename | given name | christian name | enw cyntaf"),
    ),
    Field(
        key="surname",
        label=N_("Surname"),
        names=words("surname | last name | family name | second name | cyfenw"),
    ),
    Field(
        key="name_first",
        label=N_("First given in"),
        names=words("first given in | given in | name first | rhoddwyd gyntaf yn"),
    ),
    Field(
        key="kind",
        label=N_("Kind"),
        names=words("kind | asset kind | kind of asset | asset type | math | math o ased | math yr ased | math ased"),
    ),
    Field(
        key="summary",
        label=N_("Summary"),
        names=words(
            "summary | description | desc | about | about us | details | what we do | what it "
            "does | activities | charity activities | information | further information | more "
            "information | development description | service description | recipient org "
            "description | crynodeb | disgrifiad | gwybodaeth | manylion | amdanom | rhagor o "
            "wybodaeth"
        ),
        endings=words("description | summary | disgrifiad"),
        not_after=words("ward | area | section | support | short | classification"),
    ),
    Field(
        key="summary_cy",
        label=N_("Summary (Welsh)"),
        names=words(
            "summary cy | summary welsh | description cy | description welsh | welsh description "
            "| welsh summary | crynodeb cymraeg | disgrifiad cymraeg | crynodeb (cymraeg) | "
            "disgrifiad (cymraeg)"
        ),
    ),
    Field(
        key="summary_en",
        label=N_("Summary (English)"),
        names=words(
            "summary en | summary english | description en | description english | english "
            "description | english summary | crynodeb saesneg | disgrifiad saesneg | crynodeb "
            "(saesneg)"
        ),
    ),
    Field(
        key="summary_first",
        label=N_("Summary first given in"),
        names=words("summary first | summary first given in"),
    ),
    Field(
        key="notes",
        label=N_("Notes"),
        names=words(
            "notes | note | comments | comment | remarks | general notes | internal notes | team "
            "notes | cmt | nodiadau | nodyn | sylwadau"
        ),
    ),
    Field(
        key="tags",
        label=N_("Tags"),
        names=words(
            "tags | tag | keywords | category | categories | type | types | sub type | sub "
            "category | theme | themes | folder | classification | classifica | sector | charity "
            "type | facility type | holding type | type of library | service type | service type "
            "label | stop type | holding | site theme | labels | tagiau | tag | categori | "
            "categorïau | thema | themâu | allweddeiriau | ffolder | math o wasanaeth"
        ),
        endings=words("type | category | categori"),
        not_after=words(
            "geographic code | identifier | tenure | permission | access | trust | cost | bus stop | field | grid"
        ),
        many=True,
    ),
    Field(
        key="address",
        label=N_("Address"),
        names=words(
            "address | full address | site address | location address | postal address | address "
            "text | where | venue address | recipient org street address | location text | site "
            "name address | cyfeiriad | cyfeiriad llawn | cyfeiriad post"
        ),
        endings=words("address"),
        not_after=words("email | e mail | web | ip | locality | internet"),
    ),
    Field(
        key="house",
        label=N_("House name or number"),
        names=words("house number | house name | street number | building number | house | numbers | rhif y tŷ"),
    ),
    Field(
        key="street",
        label=N_("Street"),
        names=words("street | street name | road | road name | stryd | heol | ffordd | enw'r stryd | thoroughfare"),
    ),
    Field(
        key="address_1",
        label=N_("Address, line 1"),
        names=words(
            "address line 1 | address 1 | addr 1 | line 1 | address first line | cyfeiriad 1 | llinell gyfeiriad 1"
        ),
        endings=words("address 1 | address line 1"),
    ),
    Field(
        key="address_2",
        label=N_("Address, line 2"),
        names=words("address line 2 | address 2 | addr 2 | line 2 | cyfeiriad 2 | llinell gyfeiriad 2"),
        endings=words("address 2 | address line 2"),
    ),
    Field(
        key="address_3",
        label=N_("Address, line 3"),
        names=words("address line 3 | address 3 | addr 3 | line 3 | cyfeiriad 3 | llinell gyfeiriad 3"),
        endings=words("address 3 | address line 3"),
    ),
    Field(
        key="address_4",
        label=N_("Address, line 4"),
        names=words("address line 4 | address 4 | addr 4 | line 4 | address line 5 | address 5 | cyfeiriad 4"),
        endings=words("address 4 | address line 4"),
    ),
    Field(
        key="locality",
        label=N_("Village or part of town"),
        names=words("locality | locality name | village | suburb | hamlet | locality address | pentref | ardal leol"),
    ),
    Field(
        key="town",
        label=N_("Town"),
        names=words("town | post town | city | town city | town/city | town or city | tref | dinas | tref/dinas"),
        endings=words("town | city"),
        not_after=words("parent | ward"),
    ),
    Field(
        key="county",
        label=N_("County"),
        names=words("county | sir | recipient org county"),
        endings=words("county"),
    ),
    Field(
        key="postcode",
        label=N_("Postcode"),
        names=words(
            "postcode | post code | postal code | zip | zip code | pcd | pcds | cod post | côd "
            "post | codpost | postcodes"
        ),
        endings=words("postcode | post code | postal code | cod post"),
        not_after=words("example"),
        looks=looks.is_postcode,
        telling=True,
        needs_look=0.3,
    ),
    Field(
        key="uprn",
        label=N_("UPRN"),
        names=words("uprn | unique property reference number | unique property reference | cpcu"),
        looks=looks.is_uprn,
        needs_look=0.5,
    ),
    Field(
        key="longitude",
        label=N_("Longitude"),
        names=words("longitude | lon | long | lng | long wgs84 | lon wgs84 | hydred | longitude wgs84 | x wgs84"),
        endings=words("longitude | lon | lng"),
        not_after=words("beneficiary location"),
        looks=looks.is_number,
        needs_look=0.5,
    ),
    Field(
        key="latitude",
        label=N_("Latitude"),
        names=words("latitude | lat | lat wgs84 | lledred | latitude wgs84 | y wgs84"),
        endings=words("latitude | lat"),
        not_after=words("beneficiary location"),
        looks=looks.is_number,
        needs_look=0.5,
    ),
    Field(
        key="easting",
        label=N_("Easting"),
        names=words(
            "easting | eastings | bng e | bng easting | easting m | oseast1m | east | os easting "
            "| osgb x | x bng | dwyreiniad | easting (m) | cyfesuryn dwyrain"
        ),
        endings=words("easting | eastings"),
        looks=looks.is_number,
        needs_look=0.5,
    ),
    Field(
        key="northing",
        label=N_("Northing"),
        names=words(
            "northing | northings | bng n | bng northing | northing m | osnrth1m | north | os "
            "northing | osgb y | y bng | gogleddiad | northing (m) | cyfesuryn gogledd"
        ),
        endings=words("northing | northings"),
        looks=looks.is_number,
        needs_look=0.5,
    ),
    Field(
        key="x",
        label=N_("X: easting or longitude"),
        names=words(
            "x | geo x | geometry x | coord x | x coord | x coordinate | point x | gis x | map x | cyfesuryn x"
        ),
        looks=looks.is_number,
        needs_look=0.5,
    ),
    Field(
        key="y",
        label=N_("Y: northing or latitude"),
        names=words(
            "y | geo y | geometry y | coord y | y coord | y coordinate | point y | gis y | map y | cyfesuryn y"
        ),
        looks=looks.is_number,
        needs_look=0.5,
    ),
    Field(
        key="crs",
        label=N_("Coordinate reference system"),
        names=words("coordinate reference system | crs | srid | epsg | grid type | coordinate system | projection"),
    ),
    Field(
        key="grid_reference",
        label=N_("Grid reference"),
        names=words(
            "grid reference | grid ref | gridref | os grid ref | os grid reference | ngr | "
            "national grid reference | cyfeirnod grid | cyfeirnod map | cyfeirnod grid ao | map "
            "reference | map ref"
        ),
        looks=looks.is_grid_reference,
        telling=True,
        needs_look=0.5,
    ),
    Field(
        key="position",
        label=N_("Latitude and longitude in one"),
        names=words(
            "coordinates | latlong | lat long | lat lng | latitude longitude | gps | geo | "
            "geolocation | position | cyfesurynnau | lleoliad gps"
        ),
        looks=looks.is_pair,
        telling=True,
        needs_look=0.5,
    ),
    Field(
        key="wkt",
        label=N_("Shape as text"),
        names=words(
            "wkt | geometry | geom | the geom | boundary | shape | shape (wkt) | shape wkt | ffin | siâp (wkt)"
        ),
        looks=looks.is_wkt,
        telling=True,
        needs_look=0.5,
    ),
    Field(
        key="phone",
        label=N_("Phone"),
        names=words(
            "phone | telephone | tel | telephone number | phone number | tel no | tel number | "
            "phone no | mobile | mobile number | mobile phone | landline | contact number | "
            "contact phone | contact telephone | ffôn | rhif ffôn | ffôn symudol | rhif cyswllt | "
            "teleffon"
        ),
        endings=words("phone | telephone | phone number | telephone number | ffôn"),
        not_after=words("text | mini"),
        looks=looks.is_phone,
        telling=True,
        needs_look=0.2,
        many=True,
    ),
    Field(
        key="email",
        label=N_("E-mail"),
        names=words(
            "email | e mail | email address | e mail address | mail | contact email | ebost | e "
            "bost | cyfeiriad e bost | cyfeiriad ebost"
        ),
        endings=words("email | email address | e mail"),
        not_after=words("assurer"),
        looks=looks.is_email,
        telling=True,
        needs_look=0.2,
        many=True,
    ),
    Field(
        key="web",
        label=N_("Web"),
        names=words(
            "website | web | url | web site | web address | website address | webpage | web page "
            "| homepage | home page | link | links | website url | gwefan | cyfeiriad gwe | dolen "
            "| gwefannau"
        ),
        endings=words("website | web | web address"),
        looks=looks.is_web,
        telling=True,
        needs_look=0.2,
        many=True,
    ),
    Field(
        key="social",
        label=N_("Social media"),
        names=words(
            "facebook | twitter | instagram | social media | social | facebook page | facebook "
            "group | linkedin | youtube | cyfryngau cymdeithasol | tiktok | twitter handle | "
            "bluesky"
        ),
        many=True,
    ),
    Field(
        key="contact_person",
        label=N_("Contact person"),
        names=words(
            "contact | contact name | contact person | named contact | lead contact | key contact "
            "| organiser | cyswllt | enw cyswllt | person cyswllt | contact details | manylion "
            "cyswllt | trefnydd"
        ),
        looks=looks.is_somebody,
        needs_look=0.5,
    ),
    Field(
        key="opening",
        label=N_("When it is open or meets"),
        names=words(
            "opening times | opening hours | opening | opening time | open | when | meeting times "
            "| meeting time | session times | session time | times | hours opening | hours | days "
            "and times | meetings | schedule | when and where | hours open | times open | "
            "availability | availabili | meets | oriau agor | amseroedd agor | amseroedd | amser "
            "| pryd | oriau | cyfarfodydd | dyddiau ac amseroedd"
        ),
        looks=looks.tells_times,
        telling=True,
        needs_look=0.3,
    ),
    Field(
        key="opening_text",
        label=N_("When it is open, in words"),
        names=words("hours text | opening times text | opening hours text"),
    ),
    Field(
        key="opening_cy",
        label=N_("Meetings (Welsh)"),
        names=words("meetings cy | meetings welsh | cyfarfodydd cymraeg | opening times welsh | oriau agor cymraeg"),
    ),
    Field(
        key="opening_en",
        label=N_("Meetings (English)"),
        names=words("meetings en | meetings english | cyfarfodydd saesneg | opening times english"),
    ),
    Field(
        key="rule",
        label=N_("Recurrence rule"),
        names=words("rrule | recurrence | recurrence rule | rule"),
        looks=looks.is_rule,
        telling=True,
        needs_look=0.6,
    ),
    Field(
        key="frequency",
        label=N_("How often"),
        names=words("frequency | how often | repeats | amlder | pa mor aml"),
        looks=looks.is_how_often,
        needs_look=0.6,
    ),
    Field(
        key="day",
        label=N_("Day of the week"),
        names=words("day | days | day of week | weekday | meeting day | scheduled weekday | diwrnod | dydd"),
        looks=looks.is_day,
        needs_look=0.5,
    ),
    Field(
        key="starts_at",
        label=N_("Starts at"),
        names=words(
            "start time | starts at | starts | from | arrival | arrive | opens | opens at | open "
            "from | time from | schedules opens at | amser dechrau | o"
        ),
        looks=looks.is_time,
        needs_look=0.6,
    ),
    Field(
        key="ends_at",
        label=N_("Ends at"),
        names=words(
            "end time | ends at | ends | finish | finish time | to | departure | depart | until | "
            "closes | closes at | time to | schedules closes at | amser gorffen | tan"
        ),
        looks=looks.is_time,
        needs_look=0.6,
    ),
    Field(
        key="first_on",
        label=N_("First date"),
        names=words("start date | start | first date | date | from date | dtstart | dyddiad dechrau | dyddiad"),
        looks=looks.is_date,
        needs_look=0.6,
    ),
    Field(
        key="cost",
        label=N_("Cost"),
        names=words(
            "cost | costs | price | fee | fees | charge | charges | charge amount | admission | "
            "cost amount | cost | pris | tâl | ffi | costau"
        ),
    ),
    Field(
        key="who",
        label=N_("Who may come"),
        names=words(
            "who | who for | who can come | who is it for | eligibility | suitable for | age "
            "group | ages | for whom | i bwy | pwy | ar gyfer pwy | grŵp oedran"
        ),
    ),
    Field(
        key="access",
        label=N_("Access"),
        names=words(
            "access | accessibility | access notes | access information | accessible | disabled "
            "access | hygyrchedd | mynediad | mynediad i bobl anabl"
        ),
    ),
    Field(
        key="status",
        label=N_("Status"),
        names=words("status | asset status | state | statws | cyflwr"),
    ),
    Field(
        key="closed",
        label=N_("Closed"),
        names=words(
            "closed | date closed | year closed | closed on | closing date | closure date | ar gau | dyddiad cau"
        ),
    ),
    Field(
        key="checked_on",
        label=N_("Last checked"),
        names=words(
            "last checked | date checked | checked on | last verified | date verified | last "
            "reviewed | checked | date last checked | assured date | gwiriwyd ddiwethaf | dyddiad "
            "gwirio"
        ),
        looks=looks.is_date,
        needs_look=0.5,
    ),
    Field(
        key="checked_by",
        label=N_("Checked by"),
        names=words("checked by | verified by | reviewed by | gwiriwyd gan"),
    ),
    Field(
        key="review_due",
        label=N_("Review due"),
        names=words("review due | review date | next review | dyddiad adolygu | adolygiad nesaf"),
        looks=looks.is_date,
        needs_look=0.5,
    ),
    Field(
        key="source",
        label=N_("Source"),
        names=words("source | src | told by | who told us | source of information | data source | ffynhonnell"),
    ),
    Field(
        key="source_id",
        label=N_("Id at the source"),
        names=words(
            "id | identifier | ref | reference | reference number | ref no | uid | unique id | "
            "uuid | guid | object id | osm id | asset id | asset code | site id | site reference "
            "| atco code | urn | cqc id | unique reference number | registered charity number | "
            "charity number | global id | record id | fsa id | source id | "
            "source key | import id | id number | cyfeirnod | dynodydd"
        ),
        endings=words("id | ref | reference | code | identifier"),
        not_after=(
            *_PLACES,
            *words(
                "parent | recipient org | funding org | grant programme | import | location | "
                "service | organisation | organization | contact | post | postal | zip | lsoa | "
                "msoa | oa | administrative area | nptg locality | geographic | grid | map | "
                "local authority | resource | tax | taxonomy | avail | feat | country | "
                "classification | plate | naptan | uprn | elec reg | ons | gss | dept | la"
            ),
        ),
    ),
    Field(
        key="source_key",
        label=N_("Id at the source, with its source"),
        names=words("id at the source | source id | source key | dynodwr yn y ffynhonnell"),
    ),
    Field(
        key="venue",
        label=N_("Venue"),
        names=words(
            "venue | meeting place | meeting venue | meets at | man cyfarfod | lleoliad cyfarfod | venue (english)"
        ),
    ),
    Field(
        key="area",
        label=N_("Area"),
        names=words(
            "area | area name | ward | ward name | community | neighbourhood | area served | "
            "electoral ward | geo area ward label | area en | area english | ardal | cymuned | "
            "ward etholiadol | cymdogaeth | ardal (saesneg)"
        ),
        looks=looks.has_letters,
        needs_look=0.6,
    ),
    Field(
        key="area_cy",
        label=N_("Area (Welsh)"),
        names=words("area cy | area welsh | ward name welsh | community welsh | ardal gymraeg | ardal (cymraeg)"),
    ),
    Field(
        key="area_code",
        label=N_("Area code"),
        names=words("area code | ward code | gss code | cod ardal | cod gss | ons code"),
        looks=looks.is_area_code,
        needs_look=0.3,
    ),
    Field(
        key="precision",
        label=N_("Precision"),
        names=words("precision | location precision | manylder | cywirdeb"),
    ),
    Field(
        key="visibility",
        label=N_("Shown to"),
        names=words("visibility | shown to | audience | dangosir i | gwelededd"),
    ),
    Field(
        key="sensitive",
        label=N_("Sensitive"),
        names=words("sensitive | sensitif"),
        looks=looks.is_yes_or_no,
        needs_look=0.5,
    ),
    Field(
        key="confidential",
        label=N_("Confidential place"),
        names=words("confidential | confidential place | confidential location | cyfrinachol | lle cyfrinachol"),
        looks=looks.is_yes_or_no,
        needs_look=0.5,
    ),
    Field(
        key="under_18",
        label=N_("Under 18"),
        names=words("under 18 | dan 18 | o dan 18"),
        looks=looks.is_yes_or_no,
        needs_look=0.5,
    ),
)

BY_KEY: Mapping[str, Field] = {field.key: field for field in FIELDS}
