"""US federal courts whose dockets we read: id (as CourtListener writes it), citation, clock. Refuses unknown ids."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec

from monitor.errors import InputError


class Court(msgspec.Struct, frozen=True):
    """A court; `level` is district, bankruptcy, appellate or supreme; `state` is whose holidays it keeps."""

    id: str
    cite: str
    zone: ZoneInfo
    level: str
    state: str | None


_TABLE = """
scotus  U.S._Supreme_Court America/New_York     supreme    DC
ca1     1st_Cir.        America/New_York     appellate  MA
ca2     2d_Cir.         America/New_York     appellate  NY
ca3     3d_Cir.         America/New_York     appellate  PA
ca4     4th_Cir.        America/New_York     appellate  VA
ca5     5th_Cir.        America/Chicago      appellate  LA
ca6     6th_Cir.        America/New_York     appellate  OH
ca7     7th_Cir.        America/Chicago      appellate  IL
ca8     8th_Cir.        America/Chicago      appellate  MO
ca9     9th_Cir.        America/Los_Angeles  appellate  CA
ca10    10th_Cir.       America/Denver       appellate  CO
ca11    11th_Cir.       America/New_York     appellate  GA
cadc    D.C._Cir.       America/New_York     appellate  DC
cafc    Fed._Cir.       America/New_York     appellate  DC
akd     D._Alaska       America/Anchorage    district   AK
almd    M.D._Ala.       America/Chicago      district   AL
alnd    N.D._Ala.       America/Chicago      district   AL
alsd    S.D._Ala.       America/Chicago      district   AL
ared    E.D._Ark.       America/Chicago      district   AR
arwd    W.D._Ark.       America/Chicago      district   AR
azd     D._Ariz.        America/Phoenix      district   AZ
cacd    C.D._Cal.       America/Los_Angeles  district   CA
caed    E.D._Cal.       America/Los_Angeles  district   CA
cand    N.D._Cal.       America/Los_Angeles  district   CA
casd    S.D._Cal.       America/Los_Angeles  district   CA
cod     D._Colo.        America/Denver       district   CO
ctd     D._Conn.        America/New_York     district   CT
dcd     D.D.C.          America/New_York     district   DC
ded     D._Del.         America/New_York     district   DE
flmd    M.D._Fla.       America/New_York     district   FL
flnd    N.D._Fla.       America/New_York     district   FL
flsd    S.D._Fla.       America/New_York     district   FL
gamd    M.D._Ga.        America/New_York     district   GA
gand    N.D._Ga.        America/New_York     district   GA
gasd    S.D._Ga.        America/New_York     district   GA
gud     D._Guam         Pacific/Guam         district   GU
hid     D._Haw.         Pacific/Honolulu     district   HI
iand    N.D._Iowa       America/Chicago      district   IA
iasd    S.D._Iowa       America/Chicago      district   IA
idd     D._Idaho        America/Boise        district   ID
ilcd    C.D._Ill.       America/Chicago      district   IL
ilnd    N.D._Ill.       America/Chicago      district   IL
ilsd    S.D._Ill.       America/Chicago      district   IL
innd    N.D._Ind.       America/Indiana/Indianapolis  district   IN
insd    S.D._Ind.       America/Indiana/Indianapolis  district   IN
ksd     D._Kan.         America/Chicago      district   KS
kyed    E.D._Ky.        America/New_York     district   KY
kywd    W.D._Ky.        America/Kentucky/Louisville   district   KY
laed    E.D._La.        America/Chicago      district   LA
lamd    M.D._La.        America/Chicago      district   LA
lawd    W.D._La.        America/Chicago      district   LA
mad     D._Mass.        America/New_York     district   MA
mdd     D._Md.          America/New_York     district   MD
med     D._Me.          America/New_York     district   ME
mied    E.D._Mich.      America/Detroit      district   MI
miwd    W.D._Mich.      America/Detroit      district   MI
mnd     D._Minn.        America/Chicago      district   MN
moed    E.D._Mo.        America/Chicago      district   MO
mowd    W.D._Mo.        America/Chicago      district   MO
msnd    N.D._Miss.      America/Chicago      district   MS
mssd    S.D._Miss.      America/Chicago      district   MS
mtd     D._Mont.        America/Denver       district   MT
nced    E.D.N.C.        America/New_York     district   NC
ncmd    M.D.N.C.        America/New_York     district   NC
ncwd    W.D.N.C.        America/New_York     district   NC
ndd     D.N.D.          America/Chicago      district   ND
ned     D._Neb.         America/Chicago      district   NE
nhd     D.N.H.          America/New_York     district   NH
njd     D.N.J.          America/New_York     district   NJ
nmd     D.N.M.          America/Denver       district   NM
nmid    D.N._Mar._I.    Pacific/Saipan       district   MP
nvd     D._Nev.         America/Los_Angeles  district   NV
nyed    E.D.N.Y.        America/New_York     district   NY
nynd    N.D.N.Y.        America/New_York     district   NY
nysd    S.D.N.Y.        America/New_York     district   NY
nywd    W.D.N.Y.        America/New_York     district   NY
ohnd    N.D._Ohio       America/New_York     district   OH
ohsd    S.D._Ohio       America/New_York     district   OH
oked    E.D._Okla.      America/Chicago      district   OK
oknd    N.D._Okla.      America/Chicago      district   OK
okwd    W.D._Okla.      America/Chicago      district   OK
ord     D._Or.          America/Los_Angeles  district   OR
paed    E.D._Pa.        America/New_York     district   PA
pamd    M.D._Pa.        America/New_York     district   PA
pawd    W.D._Pa.        America/New_York     district   PA
prd     D.P.R.          America/Puerto_Rico  district   PR
rid     D.R.I.          America/New_York     district   RI
scd     D.S.C.          America/New_York     district   SC
sdd     D.S.D.          America/Chicago      district   SD
tned    E.D._Tenn.      America/New_York     district   TN
tnmd    M.D._Tenn.      America/Chicago      district   TN
tnwd    W.D._Tenn.      America/Chicago      district   TN
txed    E.D._Tex.       America/Chicago      district   TX
txnd    N.D._Tex.       America/Chicago      district   TX
txsd    S.D._Tex.       America/Chicago      district   TX
txwd    W.D._Tex.       America/Chicago      district   TX
utd     D._Utah         America/Denver       district   UT
vaed    E.D._Va.        America/New_York     district   VA
vawd    W.D._Va.        America/New_York     district   VA
vid     D.V.I.          America/Puerto_Rico  district   VI
vtd     D._Vt.          America/New_York     district   VT
waed    E.D._Wash.      America/Los_Angeles  district   WA
wawd    W.D._Wash.      America/Los_Angeles  district   WA
wied    E.D._Wis.       America/Chicago      district   WI
wiwd    W.D._Wis.       America/Chicago      district   WI
wvnd    N.D._W._Va.     America/New_York     district   WV
wvsd    S.D._W._Va.     America/New_York     district   WV
wyd     D._Wyo.         America/Denver       district   WY
nysb    Bankr._S.D.N.Y. America/New_York     bankruptcy NY
mdb     Bankr._D._Md.   America/New_York     bankruptcy MD
deb     Bankr._D._Del.  America/New_York     bankruptcy DE
txsb    Bankr._S.D._Tex. America/Chicago     bankruptcy TX
njb     Bankr._D.N.J.   America/New_York     bankruptcy NJ
cacb    Bankr._C.D._Cal. America/Los_Angeles bankruptcy CA
nyeb    Bankr._E.D.N.Y. America/New_York     bankruptcy NY
ilnb    Bankr._N.D._Ill. America/Chicago     bankruptcy IL
"""


def _read(line: str) -> Court:
    court, cite, zone, level, state = line.split()
    return Court(court, cite.replace("_", " "), ZoneInfo(zone), level, state)


COURTS: dict[str, Court] = {c.id: c for c in map(_read, _TABLE.strip().splitlines())}


_CIRCUITS = {
    "ca1": "ME MA NH RI PR",
    "ca2": "CT NY VT",
    "ca3": "DE NJ PA VI",
    "ca4": "MD NC SC VA WV",
    "ca5": "LA MS TX",
    "ca6": "KY MI OH TN",
    "ca7": "IL IN WI",
    "ca8": "AR IA MN MO NE ND SD",
    "ca9": "AK AZ CA HI ID MT NV OR WA GU MP",
    "ca10": "CO KS NM OK UT WY",
    "ca11": "AL FL GA",
    "cadc": "DC",
}
_CIRCUIT_OF = {state: circuit for circuit, states in _CIRCUITS.items() for state in states.split()}


def court_of_appeals(court_id: str) -> str | None:
    """The court of appeals above a district or bankruptcy court (28 U.S.C. § 41); None for any other court.

    The Federal Circuit's jurisdiction goes by subject and is not given here.
    """
    known = COURTS.get(court_id.lower())
    if known is None or known.level not in {"district", "bankruptcy"} or known.state is None:
        return None
    return _CIRCUIT_OF.get(known.state)


def court(court_id: str) -> Court:
    """Look up a court by its id.

    Raises InputError for an id that is not in the table: a clock must not be guessed.
    """
    try:
        return COURTS[court_id.lower()]
    except KeyError:
        raise InputError(f"court {court_id!r} is not in the table (CourtListener's ids: dcd, ca4, scotus)") from None
