#!/bin/sh
# Mails what was sold yesterday: the tables in the mail, and a workbook of them.
#   KPI_DB=/srv/crm/crm.db ./morning.sh sales@example.com
# Ends with the status of kpi. Where that is 2 or more there are no numbers: the mail says why instead.
set -u
cd "$(dirname "$0")" || exit 2
to=$1
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
status=0

# Both are the same answers: the second run starts from the columns that the first has kept.
kpi run morning.kpi --timeout 600 --quiet -o "$work/morning.html" 2> "$work/messages" || status=$?
if [ "$status" -lt 2 ]; then
  kpi run morning.kpi --timeout 600 --quiet -o "$work/morning.xlsx" 2> "$work/again" || status=$?
fi
case $status in
  0) subject="Doanh số hôm qua" ;;
  1) subject="Doanh số hôm qua: có kiểm tra không đạt" ;;
  *) subject="Doanh số hôm qua: không tính được" ;;
esac

boundary=kpi-$$-$(date +%s)
{
  printf 'To: %s\nSubject: =?UTF-8?B?%s?=\nMIME-Version: 1.0\n' "$to" "$(printf %s "$subject" | base64 -w 0)"
  printf 'Content-Type: multipart/mixed; boundary="%s"\n' "$boundary"
  if [ -s "$work/messages" ]; then
    printf '\n--%s\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n' "$boundary"
    base64 "$work/messages"
  fi
  if [ "$status" -lt 2 ]; then
    printf '\n--%s\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n' "$boundary"
    base64 "$work/morning.html"
    printf '\n--%s\nContent-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\n' "$boundary"
    printf 'Content-Disposition: attachment; filename="morning.xlsx"\nContent-Transfer-Encoding: base64\n\n'
    base64 "$work/morning.xlsx"
  fi
  printf '\n--%s--\n' "$boundary"
} > "$work/mail"
sendmail -t -oi < "$work/mail" || exit 3
exit "$status"
