"""The README that goes with every sample, its figures counted rather than remembered."""

from collections.abc import Mapping, Sequence

from app.sample.commune import CommunePlan

_TEXT = """# Thành phố mẫu / Sample city

Dữ liệu trong thư mục này do máy tạo ra để chạy thử. Không có hộ, thửa đất hay ngôi nhà nào là thật. Ranh giới xã,
phường chỉ là hình gần đúng, **không phải đường địa giới hành chính** và không có giá trị pháp lý.

Everything here is made up by a seeded program, to try the product on. No household, parcel or house is real. The
commune outlines are approximations, **never legal lines**; each has `approximate: true`.

    {command}

writes exactly these files again, byte by byte. A commune's rows are the same whatever other communes are made with it.

| file | features or rows | what |
| --- | ---: | --- |
| communes.geojson | {communes} | outlines of the communes of 1 July 2025, WGS 84; code, name, kind, valid_on |
| communes_old.geojson | {communes_old} | the same for the communes of 1 January 2025 |
| parcels.geojson | {parcels} | parcels, EPSG:5897; commune_code, sheet (tờ), parcel (thửa), land_use, area_m2 |
| buildings.geojson | {buildings} | buildings, EPSG:5897; external_id, name, levels |
| streets.geojson | {streets} | streets and alleys, EPSG:5897; external_id, name, prefix, alley_path, commune_code |
| households.csv | {households} | the household register, with mistakes |
| expected_rejections.csv | {rejections} | rows an import must refuse: row (from 1, without header), external_id, rule |
| repeated_addresses.csv | {repeated_addresses} | homes with the address of another: external_id, same_as (the first) |
| brought_codes.csv | {brought_codes} | codes that households bring: external_id, vpostcode, fate |
| certifications.csv | | households that their communes have certified: external_id, certified_on, paper |
| reference_counts.csv | | households of a commune by an outside source: commune_code, count, dated_on, source |
| service_points.csv | | postal service points: external_id, name, kind, lon, lat |
| identifiers_2022.csv, identifiers_2026.csv | | national identifiers, in this order: external_id, digital_address, \
property_code, valid_from, valid_to |
| counts.json | | these figures |

Seed {seed}. Households by commune:

| commune | character | rows |
| --- | --- | ---: |
{commune_rows}

## How it is made

**Outlines.** Known are the centre and the extent of each commune and the legal links between the communes of before
and after 1 July 2025. Each link stands for one part of the city; a place belongs to the part whose centre is nearest,
larger ones reaching further, among those whose extent holds it. A commune is the union of its parts, so present
and former communes both tile the city without gap or overlap and agree with the links. Compared with outlines
published elsewhere the overlap is about 0.7 (intersection over union, mean); they are no use for deciding anything.

**Land.** A warped grid of streets, and between them, by the commune's character: tube houses of 15 to 50 m² (old
quarter); alleys that branch up to four times (deep alleys), with collective housing; towers, terraces (LK) and villas
(BT) of an estate (new town); villages among fields (rural). Neighbours in a row share their edges. No parcel
overlaps another, all lie inside their commune's outline. Street names are well known ones on invented geometry; some
occur in two communes.

**Numbers** follow TT 08/2024/TT-BXD: odd on the left, even on the right, ascending from north to south and from east
to west; an alley bears the number of the house before its mouth; flats are floor and number. And they break it as
real ones do: 12A, 3-5, a number twice, two in wrong order, odd and even mixed on both sides, numbers left out,
villages with few numbers or none, flats written in one piece, a floor 12A, several households at one address.

**Households** come from four kinds of address: street and alley path (`alley_path` from the street inwards, `12/5`),
building with floor and flat, estate plot, hamlet. A quarter of the rows gives the parcel only, a fifth the place
only, the others both; some give the door as `access_lon`, `access_lat`, some repeat the address as a text, a few
have nothing but that text. Some write the street with its kind ("Phố Hàng Bạc").

**Wrong on purpose** is about one row in thirty:

| rule | rows | what is wrong |
| --- | ---: | --- |
{mistake_rows}

**Codes** brought along were as if issued in 2020–2021: those `adopted` lie on the household's own land, those
`brought-code-reheaded` too but under the postcode of a former commune, `brought-code-elsewhere` about 280 m away.

**Certifications** differ by commune, from a third of the households (rural) to nine in ten (old quarter); one in fifty
is of the pilot of 2020, so old that it has to be made again. **Reference counts** lie 1 to 15 % above the good rows.

**Service points** stand at the head of a street in every few blocks: post offices, agencies,
mailboxes and lockers in turn.

**National identifiers** stand on two lists. Three households in ten have a digital address of ten digits since the
pilot of 10 October 2022; one in a hundred of these gave it up on 30 June 2025. On the list of 1 June 2026 nearly half
have a digital address, some another than before, and where the register names their parcel a property code of 40
characters: GeoHash of the parcel, building, digital address, a number. The digits are scrambled and mean nothing.

## Licence

CC0 1.0: no rights reserved. The names, codes, centres and extents of communes are facts; their legal sources stand in
`geocoding/gazetteer/facts/sources.csv`.
"""

_WRONG = {
    "household-duplicate-id": "the external id of an earlier row",
    "household-parcel-unknown": "a parcel that does not exist, and no place",
    "household-outside-city": "a place outside the city",
    "household-without-address": "no number, hamlet, building, estate or flat",
    "household-unlocated": "neither parcel nor place, and a street nobody knows",
    "household-bad-number": "a longitude or latitude that is no number",
    "household-commune-unknown": "a commune code that does not exist",
}


def readme(plans: Sequence[CommunePlan], *, seed: int, counts: Mapping[str, int], mistakes: Mapping[str, int]) -> str:
    """The text of README.md."""
    return _TEXT.format(
        **counts,
        seed=seed,
        command=_command(plans, seed),
        rejections=sum(mistakes.values()),
        commune_rows="\n".join(
            f"| {plan.code} {plan.full_name} | {plan.character.value} | {plan.households} |" for plan in plans
        ),
        mistake_rows="\n".join(f"| {rule} | {mistakes.get(rule, 0)} | {what} |" for rule, what in _WRONG.items()),
    )


def _command(plans: Sequence[CommunePlan], seed: int) -> str:
    codes = ",".join(plan.code for plan in plans)
    households = sum(plan.households for plan in plans)
    return f"vpostcode sample OUT_DIR --communes {codes} --households {households} --seed {seed}"
