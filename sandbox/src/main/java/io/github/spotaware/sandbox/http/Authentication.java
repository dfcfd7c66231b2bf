package io.github.spotaware.sandbox.http;

import io.github.spotaware.sandbox.access.Tokens;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.api.ApiError;
import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Who asks: by a client certificate, whose common name is the user and whose organizations are the
 * groups (apiserver pkg/authentication/request/x509), or by a bearer token.
 */
final class Authentication {
  private static final String CERTIFICATE = "jakarta.servlet.request.X509Certificate";
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;

  Authentication(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws ApiError 401 where that is nobody
   */
  User user(Context call) {
    String header = call.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return tokens.user(header.substring(BEARER.length())).orElseThrow(Authentication::nobody);
    }
    Object chain = call.req().getAttribute(CERTIFICATE);
    if (chain instanceof X509Certificate[] certificates && certificates.length > 0) {
      return user(certificates[0]);
    }
    throw nobody();
  }

  private static ApiError nobody() {
    return ApiError.of(401, "Unauthorized", "Unauthorized");
  }

  private static User user(X509Certificate certificate) {
    String name = "";
    List<String> groups = new ArrayList<>(List.of("system:authenticated"));
    try {
      for (Rdn each : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (each.getType().equalsIgnoreCase("CN")) {
          name = each.getValue().toString();
        } else if (each.getType().equalsIgnoreCase("O")) {
          groups.add(each.getValue().toString());
        }
      }
    } catch (InvalidNameException _) {
      throw nobody();
    }
    return new User(name, groups);
  }
}
