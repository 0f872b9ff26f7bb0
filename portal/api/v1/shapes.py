"""The shapes of the answers, as the OpenAPI document tells them. Texts are Vietnamese."""

from rest_framework import serializers as s


class FieldShape(s.Serializer):
    code = s.CharField(help_text="Mã lĩnh vực, ví dụ G15-TP07")
    name = s.CharField()


class LimitShape(s.Serializer):
    value = s.CharField(required=False, help_text="7wd ngày làm việc · 6h giờ · 15d ngày · 2mo tháng · same-day@15:00")
    text = s.CharField(help_text="Bằng lời")


class SummaryShape(s.Serializer):
    code = s.CharField(help_text="Mã thủ tục")
    name = s.CharField()
    field = FieldShape()
    service_level = s.ChoiceField(
        choices=["full", "partial", "information"], help_text="Toàn trình, một phần, cung cấp thông tin"
    )
    levels = s.ListField(child=s.CharField(), help_text="Cấp thực hiện: tw, tinh, huyen, xa")
    summary = s.CharField(allow_blank=True)
    limit = s.CharField(allow_blank=True, help_text="Thời hạn bằng lời")
    fee = s.CharField(allow_blank=True, help_text="Phí, lệ phí bằng lời")
    status = s.ChoiceField(choices=["published", "intake-stopped"])
    version = s.IntegerField()
    effective_from = s.DateField()
    changed_at = s.DateTimeField(help_text="Lúc bản này vào danh mục, có hiệu lực, hoặc ngừng, tiếp nhận lại; lấy lúc sau cùng")
    content_hash = s.CharField(help_text="SHA-256 của nội dung")
    url = s.CharField(help_text="Địa chỉ bản đầy đủ của API này")


class GoneShape(s.Serializer):
    code = s.CharField(help_text="Mã thủ tục không còn trong danh sách")
    name = s.CharField()
    status = s.ChoiceField(
        choices=["abolished", "replaced", "internal"],
        help_text="Bị bãi bỏ · được thủ tục của tỉnh thay (replaced_by) · thành thủ tục nội bộ",
    )
    at = s.DateTimeField(help_text="Lúc rời danh sách")
    replaced_by = s.CharField(allow_null=True, help_text="Mã thủ tục áp dụng thay")


class PageShape(s.Serializer):
    count = s.IntegerField()
    page = s.IntegerField()
    pages = s.IntegerField()
    next = s.CharField(allow_null=True)
    previous = s.CharField(allow_null=True)
    results = SummaryShape(many=True)
    gone_count = s.IntegerField(required=False, help_text="Chỉ khi có changed_since")
    gone = GoneShape(many=True, required=False, help_text="Chỉ khi có changed_since: thủ tục rời danh sách từ lúc đó")


class NamesShape(s.Serializer):
    vi = s.CharField()
    en = s.CharField(required=False)


class AgencyShape(s.Serializer):
    name = s.CharField()
    code = s.CharField(required=False)
    level = s.CharField(required=False)


class AgenciesShape(s.Serializer):
    deciding = AgencyShape(many=True, required=False)
    executing = AgencyShape(many=True, required=False)
    authorised = AgencyShape(many=True, required=False)
    coordinating = AgencyShape(many=True, required=False)


class StepShape(s.Serializer):
    name = s.CharField(allow_blank=True)
    text = s.CharField()


class ShownFeeShape(s.Serializer):
    kind = s.ChoiceField(choices=["phi", "le-phi", "gia"])
    amount = s.IntegerField(required=False, help_text="Đồng; không có khi chỉ ghi bằng lời")
    text = s.CharField(required=False)
    basis = s.CharField(required=False)


class MethodShape(s.Serializer):
    channel = s.ChoiceField(choices=["online", "counter", "post"])
    text = s.CharField(allow_blank=True)
    case = s.CharField(required=False)
    limit = LimitShape(required=False)
    fees = ShownFeeShape(many=True, required=False)


class FeeShape(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    kind = s.ChoiceField(choices=["phi", "le-phi"])
    amount = s.IntegerField(required=False, help_text="Đồng")
    unit = s.CharField(required=False)
    basis = s.CharField(required=False)


class FileShape(s.Serializer):
    name = s.CharField()
    url = s.CharField(required=False)


class PaperShape(s.Serializer):
    key = s.CharField()
    code = s.CharField(required=False)
    name = s.CharField()
    originals = s.IntegerField()
    copies = s.IntegerField()
    required = s.BooleanField()
    only_if = s.CharField(required=False, help_text="Chỉ cần khi, bằng lời")
    note = s.CharField(required=False)
    template = FileShape(required=False)
    eform = s.BooleanField(required=False)


class CaseShape(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    hint = s.CharField(required=False)
    papers = s.ListField(child=s.CharField(), required=False, help_text="Chỉ những giấy tờ này")
    limit = LimitShape(required=False)
    fee_text = s.CharField(required=False)


class ResultShape(s.Serializer):
    key = s.CharField(required=False)
    code = s.CharField(required=False)
    name = s.CharField()
    validity = s.CharField(required=False)


class BasisShape(s.Serializer):
    code = s.CharField()
    name = s.CharField()


class WayShape(s.Serializer):
    channel = s.CharField()
    text = s.CharField()


class OfferingShape(s.Serializer):
    receiving = AgencyShape()
    handling = AgencyShape()
    service_level = s.CharField()
    channels = s.ListField(child=s.CharField())
    receiving_points = s.ListField(child=s.CharField())
    valid_from = s.DateField()
    valid_to = s.DateField(allow_null=True)


class ProcedureShape(SummaryShape):
    names = NamesShape()
    who = s.CharField(allow_blank=True)
    keywords = s.ListField(child=s.CharField())
    targets = s.ListField(child=s.CharField(), help_text="Mã đối tượng: ĐT1 công dân Việt Nam…")
    agencies = AgenciesShape()
    non_territorial = s.BooleanField()
    steps = StepShape(many=True)
    methods = MethodShape(many=True)
    time_limit = LimitShape(required=False)
    fees = FeeShape(many=True)
    cases = CaseShape(many=True)
    papers = PaperShape(many=True)
    sets = s.IntegerField(help_text="Số bộ hồ sơ")
    results = ResultShape(many=True)
    conditions = s.ListField(child=s.CharField())
    legal_bases = BasisShape(many=True)
    receiving = s.ListField(child=s.CharField())
    returning = WayShape(many=True)
    documents = FileShape(many=True)
    decision = s.CharField(allow_blank=True, help_text="Quyết định công bố")
    has_form = s.BooleanField(help_text="Có tờ khai điện tử")
    offerings = OfferingShape(many=True)


class ErrorShape(s.Serializer):
    code = s.CharField()
    message = s.CharField()
    parameter = s.CharField(required=False)


class ErrorsShape(s.Serializer):
    error = ErrorShape()
