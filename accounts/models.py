"""People, organisations, user accounts and who sits on which seat. A person is not a user (decisions.md)."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from agencies.models import Seat
from common.crypto import blind_index
from common.fields import NFCCharField, SealedTextField
from common.ids import uuid7
from common.text import fold


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Create an account; without a password nobody can log in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save()
        return user


class Person(models.Model):
    """A human known to the system. Numbers are sealed and found by blind index; the name is folded for search."""

    class Trust(models.TextChoices):
        DECLARED = "declared", "Tự khai"
        COUNTER = "counter", "Đối chiếu tại quầy"
        VNEID = "vneid", "Định danh điện tử"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    full_name = NFCCharField("họ, chữ đệm và tên", max_length=150)
    folded_name = models.CharField(max_length=150, db_index=True, editable=False)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=6, blank=True, choices=[("nam", "Nam"), ("nu", "Nữ")])
    identity_number = SealedTextField("số định danh", null=True, blank=True)
    identity_index = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    phone = SealedTextField("số điện thoại", null=True, blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    address = SealedTextField("nơi cư trú", null=True, blank=True)
    trust = models.CharField("mức xác thực", max_length=10, choices=Trust.choices, default=Trust.DECLARED)

    class Meta:
        verbose_name = "cá nhân"
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_number__isnull=True, identity_index__isnull=True)
                | Q(identity_number__isnull=False, identity_index__isnull=False),
                name="identity_sealed_with_index",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name and the blind indices in step with what they stand for."""
        self.folded_name = fold(self.full_name)
        self.identity_index = identity_index(str(self.identity_number)) if self.identity_number else None
        self.phone_index = phone_index(str(self.phone)) if self.phone else ""
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded_name", "identity_index", "phone_index"}
        super().save(*args, **kwargs)


class Organisation(models.Model):
    """A business or other organisation by its tax code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = NFCCharField("tên tổ chức", max_length=250)
    tax_code = models.CharField("mã số thuế", max_length=14, unique=True)
    address = NFCCharField("địa chỉ", max_length=300, blank=True)

    class Meta:
        verbose_name = "tổ chức"

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """An account: an e-mail address, a password or an identity provider, and a person behind it.

    ``session_epoch`` stands in every session; raising it ends them all (a change of role does).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField("thư điện tử", unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField("đang hoạt động", default=True)  # type: ignore[misc]
    is_official = models.BooleanField("cán bộ, công chức", default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = "tài khoản"

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares this with each session: a new password or a raised epoch ends it."""
        salt = "accounts.User.session"
        return salted_hmac(salt, f"{self.password}|{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()


class Representation(models.Model):
    """A user acts for an organisation from a date on.

    ``role``: a legal representative or who is authorised for everything, or one of its staff, who sees only the papers that are
    given to them by name. ``basis``: the written authorisation.
    """

    class Role(models.TextChoices):
        FULL = "full", "Đại diện"
        STAFF = "staff", "Nhân viên"

    role = models.CharField("vai trò", max_length=6, choices=Role.choices, default=Role.FULL, db_default=Role.FULL)
    basis = NFCCharField("văn bản ủy quyền", max_length=200, blank=True, default="", db_default="")
    user = models.ForeignKey(User, models.CASCADE, related_name="representations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="representatives")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "đại diện tổ chức"
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="represents_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.organisation_id}"


class Guardianship(models.Model):
    """A parent or guardian sees and files for a child (Bộ luật Dân sự, Article 47, 136) until the day before ``until``.

    ``basis``: the paper that proves it, as a clerk saw it or as this system issued it. It ends by itself at eighteen.
    """

    parent = models.ForeignKey(Person, models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, models.PROTECT, related_name="parents")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày")
    basis = NFCCharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "cha, mẹ, người giám hộ"
        constraints = [
            models.UniqueConstraint(fields=["parent", "child"], name="guardian_once"),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="guardian_of_another"),
            models.CheckConstraint(condition=~Q(basis=""), name="guardian_with_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} → {self.child_id}"


class SeatAssignment(models.Model):
    """Who sits on a seat, from when to when. One open assignment per user and seat."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name="cán bộ")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assignments", verbose_name="vị trí")
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc", null=True, blank=True)

    class Meta:
        verbose_name = "phân công vị trí"
        constraints = [
            models.UniqueConstraint(fields=["user", "seat"], condition=Q(until__isnull=True), name="seat_held_once"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_held_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.seat_id}"


class RecoveryCode(models.Model):
    """A one-time way back into an account whose e-mail is lost: printed by the owner beforehand, or given at a counter.

    Only the code's keyed fingerprint is kept. ``expires_at`` is set for those a clerk gave (24 hours).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    fingerprint = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "mã khôi phục"

    def __str__(self) -> str:
        return f"{self.user_id} #{self.pk}"


class Limit(models.Model):
    """How often something was tried in the present window; ``key`` is a fingerprint, never an address or a number."""

    key = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "giới hạn số lần thử"
        indexes = [models.Index(fields=["started_at"], name="limit_started")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


def identity_index(number: str) -> str:
    """The blind index under which an identity number is found."""
    return blind_index(number, purpose="identity")


def phone_index(number: str) -> str:
    """The blind index under which a phone number is found."""
    return blind_index(number, purpose="phone")
