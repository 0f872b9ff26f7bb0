"""Dates, money, numbers and names as people read them; the deadline tag; the drawing of forms."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template

from common import clock
from portal.templatetags import portal_tags as tags

MOMENT = datetime(2026, 11, 24, 7, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (tags.vn_datetime(MOMENT), "14:32, Thứ Ba, 24/11/2026"),
        (tags.vn_date(MOMENT), "Thứ Ba, 24/11/2026"),
        (tags.vn_date(date(2026, 11, 24)), "Thứ Ba, 24/11/2026"),
        (tags.vn_date(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)), "Thứ Ba, 24/11/2026"),
        (tags.vn_short(MOMENT), "14:32, 24/11/2026"),
        (tags.vn_short(date(2026, 1, 2)), "2/1/2026"),
        (tags.vn_time(MOMENT), "14:32"),
        (tags.vn_datetime(None), ""),
        (tags.vnd(8000), "8.000 đ"),
        (tags.vnd(0), "0 đ"),
        (tags.vnd(None), ""),
        (tags.grouped("074190001234"), "074 190 001 234"),
        (tags.mask("074190001234"), "••• ••• ••• 234"),
        (tags.mask("0912 345 678"), "• ••• ••• 678"),
        (tags.mask(None), "–"),
        (tags.short_name("Trần Thị Bình"), "Trần T. B."),
        (tags.lower_first("Tỉnh Bình Dương"), "tỉnh Bình Dương"),
        (tags.state_tag("completed"), "govuk-tag--green"),
        (tags.state_tag("something-new"), "govuk-tag--grey"),
    ],
)
def test_as_people_read_it(shown, expected):
    assert shown == expected


@pytest.mark.django_db
def test_deadline_without_a_calendar_still_says_late_or_not():
    late = tags.due_tag(clock.now() - timedelta(hours=1))
    assert "due--late" in late
    assert "quá hạn" in late
    assert "due--ok" in tags.due_tag(clock.now() + timedelta(days=9))


def test_a_paused_clock_is_said_in_words():
    tag = tags.due_tag(clock.now(), paused=True)
    assert "due--idle" in tag
    assert "tạm dừng" in tag
    assert "<svg" in tag


class Sample(forms.Form):
    full_name = forms.CharField(
        label="Họ, chữ đệm và tên", help_text="Như trên giấy tờ", error_messages={"required": "Nhập họ tên"}
    )
    note = forms.CharField(label="Lời nhắn", required=False, widget=forms.Textarea)
    way = forms.ChoiceField(label="Nhận ở đâu", choices=[("a", "Tại quầy"), ("b", "Bưu chính")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Tôi đồng ý", error_messages={"required": "Đánh dấu nếu bạn đồng ý"})
    paper = forms.FileField(label="Giấy tờ", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_form_is_drawn_with_labels_hints_and_options():
    page = str(Sample())
    assert '<label class="govuk-label govuk-label--s" for="id_full_name">Họ, chữ đệm và tên</label>' in page
    assert 'id="id_full_name_goi-y">Như trên giấy tờ' in page
    assert 'aria-describedby="id_full_name_goi-y"' in page
    assert page.count("(không bắt buộc)") == 2
    assert page.count('class="govuk-radios__input"') == 2
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Nhận ở đâu' in page
    assert 'class="govuk-file-upload"' in page
    assert page.count('type="hidden"') == 1
    assert "style=" not in page


def test_an_error_stands_at_the_field_and_in_the_summary():
    form = Sample({"way": "a"})
    page = Template('{% include "components/error_summary.html" with form=form %}{{ form }}').render(Context({"form": form}))
    assert '<a href="#id_full_name">Nhập họ tên</a>' in page
    assert 'id="id_full_name_loi"' in page
    assert 'aria-describedby="id_full_name_goi-y id_full_name_loi"' in page
    assert "govuk-input--error" in page
    assert page.count("Có lỗi cần sửa") == 1


def test_a_link_to_a_group_reaches_its_first_choice():
    assert "id_way_0" in [anchor for anchor, _message in tags.summary_rows(form=Sample({}))]


def test_no_summary_without_errors():
    assert tags.summary_rows(form=Sample()) == []
    assert tags.summary_rows(form=None, errors=[]) == []


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ("Chọn tệp", ("", "Chọn tệp")),
        (("tep", "Chọn tệp"), ("tep", "Chọn tệp")),
        ({"href": "#tep", "text": "Chọn"}, ("tep", "Chọn")),
    ],
)
def test_summary_takes_sentences_pairs_and_mappings(given, row):
    assert tags.summary_rows(errors=[given]) == [row]
