#!/bin/sh
# Certificates for trying things out: sh make-certificates.sh [folder]
#
# Makes an authority the first time, and each time a new key and a certificate for a server and for a client, which
# the authority signs. Needs openssl. The authority's key lies beside them: for production that is no place for it.
set -eu

folder=${1:-certificates}
mkdir -p "$folder"
cd "$folder"
umask 077

if [ ! -e ca.key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \
    -subj "/CN=Authority for trying things out" -keyout ca.key -out ca.crt 2>/dev/null
fi

# issue NAME ALTERNATIVE-NAMES
issue() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -subj "/CN=$1" -keyout "$1.key.new" -out "$1.csr" 2>/dev/null
  printf 'subjectAltName=%s\n' "$2" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 \
    -extfile "$1.ext" -out "$1.crt.new" 2>/dev/null
  # Last, and one right after the other: a server may look at any moment.
  mv "$1.key.new" "$1.key"
  mv "$1.crt.new" "$1.crt"
  rm "$1.csr" "$1.ext"
}

issue server "DNS:localhost,IP:127.0.0.1,IP:::1"
issue client "URI:spiffe://shop.example/client"
echo "made in $(pwd)"
