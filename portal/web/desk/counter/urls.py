from django.urls import path

from portal.web.desk.counter import answers, done, ending, over, who

app_name = "counter"
urlpatterns = [
    path("mot-cua/<int:seat>/tiep-nhan/", who.start, name="start"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/", who.who, name="who"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/lam-thay/", over.take_over, name="take-over"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/tu-luu/", who.autosave, name="keep"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/bo/", who.drop, name="drop"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/to-khai/", answers.form, name="form"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/to-khai/ve-lai/", answers.live, name="live"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/to-khai/tu-luu/", answers.autosave, name="autosave"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/to-khai/ben-canh/", answers.side, name="side"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/ket-luan/", ending.decide, name="decide"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/xong/", done.done, name="done"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/giay-in/", done.prints, name="prints"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/nhan.pdf", done.label, name="label"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/bien-lai/<uuid:receipt>.pdf", done.receipt, name="receipt"),
    path("mot-cua/<int:seat>/tiep-nhan/<uuid:filing>/viec-nua/", done.again, name="again"),
]
