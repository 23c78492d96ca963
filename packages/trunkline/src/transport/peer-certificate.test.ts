import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import { parseAlternativeNames, ShownCertificate } from "./peer-certificate.js";

const authority = createAuthority("Authority of this test");

/** Its subject is one attribute set of two: `OU=x + CN=orders`. */
const twoInOne = `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUNwIljTbmFq6kb9jxbOrp7zzUQ3cwCgYIKoZIzj0EAwIw
GzEZMAgGA1UECwwBeDANBgNVBAMMBm9yZGVyczAgFw0yNjExMjEyMzA4MzBaGA8y
MTI2MTAyODIzMDgzMFowGzEZMAgGA1UECwwBeDANBgNVBAMMBm9yZGVyczBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABMi59cQaPKBywBrRrJHnlgHcQ15eE5g/Azi9
W82MGJk7ce/lImp3fvz0ymO0tzJBTPwr/+QILmAFOPP/JZyNEqKjUzBRMB0GA1Ud
DgQWBBTKX5r2Af4JoSsCGUiesd92Sda39TAfBgNVHSMEGDAWgBTKX5r2Af4JoSsC
GUiesd92Sda39TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIC/u
+p68/llrjodxGRXiZ08UphX2XLv6nRJ43oJwSJNJAiEA+AQGNUiAZ49SH/sG4sNT
cAT1i3/d/vgwm0U2hqOymA8=
-----END CERTIFICATE-----`;

function shown(names: readonly string[], commonName?: string): ShownCertificate {
  const { cert } = authority.issue({ names, ...(commonName === undefined ? {} : { commonName }) });
  return new ShownCertificate(new X509Certificate(cert));
}

describe("PeerCertificate", () => {
  it("has every kind of name in a list of its own", () => {
    const uri = "spiffe://shop.example/orders";
    const certificate = shown(["a.example", "b.example", "10.0.3.7", "::1", uri, "a@b.example"]);
    assert.deepEqual(certificate.dnsNames, ["a.example", "b.example"]);
    assert.deepEqual(certificate.ipAddresses, ["10.0.3.7", "0:0:0:0:0:0:0:1"]);
    assert.deepEqual(certificate.uris, [uri]);
    assert.deepEqual(certificate.emailAddresses, ["a@b.example"]);
    assert.equal(certificate.commonName, "a.example");
  });

  it("does not take one name for two, whatever is in it", () => {
    for (const name of ["a.example, DNS:b.example", 'a", DNS:b.example, URI:"c', "DNS:b\\"]) {
      assert.deepEqual(shown([name]).dnsNames, [name]);
    }
    const name = 'spiffe://a/b, URI:spiffe://c/"d"';
    assert.deepEqual(shown([name]).uris, [name]);
  });

  it("tells who signed it, for how long, and the bytes that it is", () => {
    const certificate = shown([], "orders");
    assert.equal(certificate.subject, "CN=orders");
    assert.equal(certificate.issuer, "CN=Authority of this test");
    assert.deepEqual(certificate.dnsNames, []);
    assert.match(certificate.serialNumber, /^[0-9A-F]+$/);
    assert.match(certificate.fingerprint256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    assert.ok(certificate.validFrom.getTime() < Date.now());
    assert.ok(certificate.validTo.getTime() > Date.now());
    assert.equal(new X509Certificate(certificate.raw).subject, "CN=orders");
  });

  it("tells the common name itself, not as the text of the subject has it", () => {
    for (const name of ["Shop, Inc.", "a+b", 'the "shop"', "a\\b", "O=a\nCN=b", "Gr\u00fcn", ""]) {
      assert.equal(shown([], name).commonName, name);
    }
    const certificate = new ShownCertificate(new X509Certificate(twoInOne));
    assert.equal(certificate.subject, "OU=x + CN=orders");
    assert.equal(certificate.commonName, "orders");
  });

  it("has no name in a text that is not Node's", () => {
    const none = { DNS: [], "IP Address": [], URI: [], email: [] };
    for (const text of ["", "DNS:a, b", 'DNS:a, DNS:"b', "DNS:a,DNS:b", 'DNS:"a"b']) {
      assert.deepEqual(parseAlternativeNames(text), none, text);
    }
    const others = "othername:<unsupported>, DNS:a, Registered ID:1.2.3";
    assert.deepEqual(parseAlternativeNames(others), { ...none, DNS: ["a"] });
  });
});
