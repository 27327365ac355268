import pytest

from geocoding.text.normalise import Noise, normalise

PHONE, EMAIL, LABEL = Noise.PHONE, Noise.EMAIL, Noise.LABEL
INSTRUCTION, NOTE, RECIPIENT, LANDMARK = Noise.INSTRUCTION, Noise.PARCEL_NOTE, Noise.RECIPIENT, Noise.LANDMARK


@pytest.mark.parametrize(
    ("text", "left", "removed"),
    [
        ("Số 6 ngõ 12 Láng - 0912345678", "Số 6 ngõ 12 Láng", [(PHONE, "0912345678")]),
        ("Số 6 Láng 0912.345.678, Đống Đa", "Số 6 Láng, Đống Đa", [(PHONE, "0912.345.678")]),
        ("32/133 Nguyễn Xiển +84 912 345 678", "32/133 Nguyễn Xiển", [(PHONE, "+84 912 345 678")]),
        ("12 Láng, ĐT: 024 3825 1234", "12 Láng", [(PHONE, "ĐT: 024 3825 1234")]),
        ("sđt 0912345678/0987654321, 12 Láng", "12 Láng", [(PHONE, "sđt 0912345678/0987654321")]),
        ("12 Láng mau.nam@example.com Hà Nội", "12 Láng, Hà Nội", [(EMAIL, "mau.nam@example.com")]),
    ],
)
def test_contacts_are_taken_out(text: str, left: str, removed: list[tuple[Noise, str]]) -> None:
    assert_normalised(text, left, removed)


@pytest.mark.parametrize(
    "text",
    [
        "32/133/0912345678 Nguyễn Xiển",
        "0912345678/5 Nguyễn Xiển",
        "1806/127/2/6/15/48/2A Huỳnh Tấn Phát",
        "thửa 912 tờ bản đồ 345, phường Láng",
        "84 Láng, 84 ngõ 12",
        "03 05 07 09 11 Láng",
        "căn 0912, tầng 9",
    ],
)
def test_numbers_of_an_address_are_no_telephone(text: str) -> None:
    assert_normalised(text, text, [])


@pytest.mark.parametrize(
    ("text", "left", "removed"),
    [
        ("12 Láng (giao giờ hành chính)", "12 Láng", [(INSTRUCTION, "giao giờ hành chính")]),
        ("giao gio hanh chinh 12 Hang Bong", "12 Hang Bong", [(INSTRUCTION, "giao gio hanh chinh")]),
        ("12 Láng, gọi trước khi giao 30 phút nhé", "12 Láng", [(INSTRUCTION, "gọi trước khi giao 30 phút nhé")]),
        ("12 Láng. GỌI TRƯỚC KHI ĐẾN", "12 Láng.", [(INSTRUCTION, "GỌI TRƯỚC KHI ĐẾN")]),
        (
            "12 Láng, giao sau 17h, không gọi trước 8h",
            "12 Láng",
            [(INSTRUCTION, "giao sau 17h"), (INSTRUCTION, "không gọi trước 8h")],
        ),
        ("12 Láng, để bảo vệ giúp em", "12 Láng", [(INSTRUCTION, "để bảo vệ giúp em")]),
        ("12 Láng, gặp bảo vệ", "12 Láng", [(INSTRUCTION, "gặp bảo vệ")]),
        ("Giao đến số 6 Láng giúp em", "số 6 Láng", [(INSTRUCTION, "Giao đến"), (INSTRUCTION, "giúp em")]),
        ("12 Láng - ship cod", "12 Láng", [(INSTRUCTION, "ship cod")]),
        ("12 Láng, hàng dễ vỡ, cho xem hàng", "12 Láng", [(NOTE, "hàng dễ vỡ"), (NOTE, "cho xem hàng")]),
        ("Địa chỉ: số 6 Láng", "số 6 Láng", [(LABEL, "Địa chỉ:")]),
        ("Đ/c: số 6 Láng", "số 6 Láng", [(LABEL, "Đ/c:")]),
        ("nhà em ở số 6 Láng", "số 6 Láng", [(LABEL, "nhà em ở")]),
    ],
)
def test_instructions_notes_and_labels_are_taken_out(text: str, left: str, removed: list[tuple[Noise, str]]) -> None:
    assert_normalised(text, left, removed)


@pytest.mark.parametrize(
    ("text", "left", "removed"),
    [
        ("Người nhận: Trần Thị Mẫu, 12 Láng", "12 Láng", [(RECIPIENT, "Người nhận: Trần Thị Mẫu")]),
        ("người nhận Trần Thị Mẫu số 12 Láng", "số 12 Láng", [(RECIPIENT, "người nhận Trần Thị Mẫu")]),
        ("c. Hoa, 12 Láng Hạ", "12 Láng Hạ", [(RECIPIENT, "c. Hoa")]),
        ("12 Láng, a Nam", "12 Láng", [(RECIPIENT, "a Nam")]),
        ("12 Láng (anh Nam)", "12 Láng", [(RECIPIENT, "anh Nam")]),
        ("12 Láng - chị Hoa", "12 Láng", [(RECIPIENT, "chị Hoa")]),
        ("12 Láng, gặp anh Nam", "12 Láng", [(RECIPIENT, "gặp anh Nam")]),
        ("12 Láng, chị Hoa 0912345678", "12 Láng", [(RECIPIENT, "chị Hoa"), (PHONE, "0912345678")]),
        ("Trần Văn Mẫu - 0912345678 - 12 Láng", "12 Láng", [(RECIPIENT, "Trần Văn Mẫu"), (PHONE, "0912345678")]),
    ],
)
def test_recipients_are_taken_out(text: str, left: str, removed: list[tuple[Noise, str]]) -> None:
    assert_normalised(text, left, removed)


@pytest.mark.parametrize(
    "text",
    [
        "12 Anh Đào, Long Biên",
        "Anh Đào, Long Biên",
        "số 5 anh đào",
        "Đông Anh, Hà Nội",
        "12 Bà Triệu",
        "Bà Triệu, Hai Bà Trưng",
        "12 A Kim Liên",
        "Nhà A Kim Liên, Nhà C Thanh Xuân",
        "Chi Đông, Mê Linh",
        "chi dong, me linh",
        "Chu Văn An, Ba Đình",
    ],
)
def test_places_that_open_like_a_title_stay(text: str) -> None:
    assert_normalised(text, text, [])


def test_a_street_before_a_telephone_stays_when_no_house_number_follows_it() -> None:
    assert_normalised("12 Nguyễn Văn Cừ 0912345678", "12 Nguyễn Văn Cừ", [(PHONE, "0912345678")])
    assert_normalised("Nguyễn Văn Cừ 0912345678, Long Biên", "Nguyễn Văn Cừ, Long Biên", [(PHONE, "0912345678")])


@pytest.mark.parametrize(
    ("text", "left", "removed"),
    [
        ("Số 6 Láng, đối diện trường tiểu học, Đống Đa", "Số 6 Láng, Đống Đa", ["đối diện trường tiểu học"]),
        ("so 6 lang, doi dien truong hoc", "so 6 lang", ["doi dien truong hoc"]),
        ("Số 6 Láng gần chợ Láng Hạ quận Đống Đa", "Số 6 Láng, quận Đống Đa", ["gần chợ Láng Hạ"]),
        ("Số 6 Láng (cạnh quán phở)", "Số 6 Láng", ["cạnh quán phở"]),
        ("so 6 lang, gan cho, dong da", "so 6 lang, dong da", ["gan cho"]),
        ("Gần chợ Mơ ngõ 12 phố Bạch Mai", "ngõ 12 phố Bạch Mai", ["Gần chợ Mơ"]),
        ("Số 6 Láng sau lưng bến xe", "Số 6 Láng", ["sau lưng bến xe"]),
    ],
)
def test_landmarks_are_taken_out(text: str, left: str, removed: list[str]) -> None:
    assert_normalised(text, left, [(LANDMARK, written) for written in removed])


@pytest.mark.parametrize(
    "text",
    [
        "Số 6 Láng, đối diện số 5 ngõ 44, Đống Đa",
        "Số 6 Láng đối diện số 5 ngõ 44, Đống Đa",
        "Số 6 Láng gần ngõ 44 phố Chùa Láng, Đống Đa",
        "Số 6 Láng cạnh nhà thờ phố Huế, Đống Đa",
    ],
)
def test_the_number_and_street_of_a_landmark_never_stay_behind(text: str) -> None:
    assert normalise(text).text == "Số 6 Láng, Đống Đa"


@pytest.mark.parametrize(
    "text", ["12 Canh Nậu", "Vân Canh, Hoài Đức", "pho canh, van canh", "12 Nguyễn Cảnh Dị", "phan ke gan"]
)
def test_names_that_sound_like_a_landmark_stay(text: str) -> None:
    assert_normalised(text, text, [])


def test_a_text_that_names_only_another_place_leaves_nothing() -> None:
    assert normalise("Đối diện 12 Láng Hạ").text == ""


def assert_normalised(text: str, left: str, removed: list[tuple[Noise, str]]) -> None:
    normalised = normalise(text)
    assert normalised.text == left
    assert [(piece.kind, piece.written) for piece in normalised.removed] == removed
