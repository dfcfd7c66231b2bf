package io.github.spotaware.sandbox.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bearer tokens of ServiceAccounts, kept in memory. */
public final class Tokens {
  private static final int BYTES = 32;

  private record Issued(User user, Instant expires) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();

  /** A new one for this account. */
  public String issue(User user, Duration life) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    issued.put(token, new Issued(user, Instant.now().plus(life)));
    return token;
  }

  /** Whose it is; empty for one that is unknown or has expired. */
  public Optional<User> user(String token) {
    return Optional.ofNullable(issued.get(token))
        .filter(each -> each.expires().isAfter(Instant.now()))
        .map(Issued::user);
  }
}
