package io.github.spotaware.schedule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of the ConfigMap: {@code scale-down-NAMESPACE.DEPLOYMENT}. A namespace has no dot, so
 * two Deployments never share a name. Past 253 characters, or where something that is not ours has
 * the name, it ends in a hash. Each part between two dots begins and ends with a letter or digit,
 * as the API server asks.
 */
public final class ScheduleName {
  /** Where all schedules are. */
  public static final String NAMESPACE = "spot-scaling";

  public static final String PREFIX = "scale-down-";
  private static final int MAX_LENGTH = 253;
  private static final int HASH_LENGTH = 16;

  private ScheduleName() {}

  public static String of(DeploymentRef deployment) {
    return fitting(readable(deployment), deployment);
  }

  /** A name of an object for a Deployment; past 253 characters it ends in a hash. */
  public static String fitting(String name, DeploymentRef deployment) {
    return name.length() <= MAX_LENGTH ? name : hashed(name, deployment);
  }

  /** The name to use where {@link #of} is taken by a ConfigMap that is not ours. */
  public static String hashed(DeploymentRef deployment) {
    return hashed(readable(deployment), deployment);
  }

  private static String readable(DeploymentRef deployment) {
    return PREFIX + deployment.namespace() + "." + deployment.name();
  }

  private static String hashed(String readable, DeploymentRef deployment) {
    int keep = Math.min(readable.length(), MAX_LENGTH - HASH_LENGTH - 2);
    String start = readable.substring(0, keep);
    while (start.endsWith("-") || start.endsWith(".")) {
      start = start.substring(0, start.length() - 1);
    }
    return start + ".x" + hash(deployment);
  }

  private static String hash(DeploymentRef deployment) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(deployment.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
