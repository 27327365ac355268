// What the console calls things: Vietnamese, then English; and how it writes numbers, shares and days.

export const ROLES = {
  citizen: ["Người dân", "Citizen"], shop: ["Cửa hàng", "Shop"], operator: ["Đơn vị bưu chính", "Postal operator"],
  official: ["Cán bộ xã, phường", "Commune official"], officer: ["Cán bộ dữ liệu thành phố", "City data officer"],
  auditor: ["Kiểm toán", "Auditor"],
};
export const SEVERITIES = {
  error: ["Lỗi", "Error", "Sai, phải sửa."], warning: ["Cảnh báo", "Warning", "Có thể sai, cần xem."],
  notice: ["Lưu ý", "Notice", "Nên biết."],
};
export const FINDING_STATES = {
  open: ["Chưa xử lý", "Open"], waived: ["Đã bỏ qua", "Waived"], sent_on: ["Đã chuyển đi", "Sent on"],
  declared: ["Đúng thực tế", "Declared true"], gone: ["Đã hết", "Gone"],
};
export const STATUSES = {
  draft: ["Nháp", "Draft"], proposed: ["Chờ chứng nhận", "Proposed"], certified: ["Đã chứng nhận", "Certified"],
  retired: ["Đã ngừng dùng", "Retired"],
};
export const EDIT_KINDS = {
  correct: ["Sửa địa chỉ", "Correct address"], move: ["Dời điểm", "Move point"], certify: ["Chứng nhận", "Certify"],
  merge: ["Gộp hộ", "Merge"], split: ["Tách hộ", "Split"], add: ["Thêm hộ", "Add"], retire: ["Ngừng dùng", "Retire"],
};
export const EDIT_STATES = {
  proposed: ["Chờ duyệt", "Proposed"], approved: ["Đã duyệt", "Approved"], refused: ["Bị từ chối", "Refused"],
  undone: ["Đã hoàn tác", "Undone"],
};
export const ADDRESS_PARTS = {
  house_number: ["Số nhà", "House number"], alley_path: ["Ngõ, ngách, hẻm", "Alley path"], street: ["Đường, phố", "Street"],
  hamlet: ["Thôn, xóm, tổ", "Hamlet"], estate: ["Khu", "Estate"], building: ["Tòa nhà", "Building"], floor: ["Tầng", "Floor"],
  unit: ["Căn hộ", "Flat"],
};
export const FIELDS = {
  ...ADDRESS_PARTS, access_point: ["Lối vào", "Access point"], accuracy: ["Vị trí theo", "Position from"], lon: ["Kinh độ", "Longitude"],
  lat: ["Vĩ độ", "Latitude"], point: ["Vị trí", "Position"],
  status: ["Tình trạng", "Status"], code: ["Mã", "Code"], commune_code: ["Xã, phường", "Commune"], parcels: ["Thửa đất", "Parcels"],
  reason: ["Lý do", "Reason"], evidence: ["Căn cứ", "Evidence"],
};
export const ACCURACIES = {
  door: ["cửa nhà", "door"], building: ["ngôi nhà", "building"], parcel: ["thửa đất", "parcel"],
  interpolated: ["nội suy", "interpolated"], centroid: ["tâm vùng", "centre of area"],
};

const whole = new Intl.NumberFormat("vi-VN");
const tenth = new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const count = (value) => (value === null || value === undefined ? "–" : whole.format(value));

// Rounded down: 99,97 % must not read as 100 %.
export const percent = (share) => (share === null || share === undefined ? "–" : `${tenth.format(Math.floor(share * 1000 + 1e-9) / 10)} %`);

export const degrees = (value) => Number(value).toFixed(7);

const HANOI = { timeZone: "Asia/Ho_Chi_Minh" };
const days = new Intl.DateTimeFormat("vi-VN", { ...HANOI, day: "2-digit", month: "2-digit", year: "numeric" });
const times = new Intl.DateTimeFormat("vi-VN", { ...HANOI, hour: "2-digit", minute: "2-digit" });

// A day as it is, a moment as the day in Hanoi.
export const day = (text) => (text ? days.format(new Date(text.length === 10 ? `${text}T12:00:00+07:00` : text)) : "–");

export const moment = (text) => (text ? `${times.format(new Date(text))} ngày ${day(text)}` : "–");

export const isToday = (text) => Boolean(text) && day(text) === days.format(new Date());

// "00229-7-12" as people say it.
export function parcelWords(key) {
  const [, sheet, number] = key.split("-");
  return number === undefined ? key : `tờ ${sheet}, thửa ${number}`;
}
