package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free loopback ports and addresses. What was given out once is not given out again. */
public final class Loopback {

  private static final int ATTEMPTS = 1000;
  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  /** Test JVMs side by side, and which of them this is: each has its own part of the ports. */
  private static final int FORKS = Integer.getInteger("e2e.forks", 1);

  private static final int FORK = Integer.getInteger("e2e.fork", 1);

  private static final Set<Object> GIVEN = ConcurrentHashMap.newKeySet();

  private Loopback() {}

  /**
   * A free TCP port of 127.0.0.1, below the range from which Linux takes the ports of outgoing
   * connections: so none of those can take it before its process listens, and no other test JVM of
   * the same build.
   */
  public static int freePort() {
    int part = (END - FIRST) / FORKS;
    int first = FIRST + (FORK - 1) % FORKS * part;
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(first, first + part);
      if (isFree("127.0.0.1", port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new EnvironmentException(
        "found no free port on 127.0.0.1 between " + first + " and " + (first + part));
  }

  /** A loopback address, other than 127.0.0.1, on which all of {@code ports} are free. */
  public static String freeAddress(Collection<Integer> ports) {
    for (int i = 0; i < ATTEMPTS; i++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String address =
          "127.%d.%d.%d"
              .formatted(random.nextInt(1, 255), random.nextInt(1, 255), random.nextInt(2, 255));
      if (ports.stream().allMatch(port -> isFree(address, port)) && GIVEN.add(address)) {
        return address;
      }
    }
    throw new EnvironmentException(
        "found no address in 127.0.0.0/8 on which ports "
            + ports
            + " are free; only Linux answers on all of that network");
  }

  private static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
