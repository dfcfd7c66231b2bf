package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The other end of {@link ControlServer}. */
final class ControlClient {

  private ControlClient() {}

  /** Whether a supervisor listens there now. */
  static boolean reaches(PlaygroundFolder folder) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Has a command carried out and passes on the lines of its answer as they come.
   *
   * @throws EnvironmentException when no supervisor listens, or when it reports an error
   */
  static void send(PlaygroundFolder folder, String command, Consumer<String> output) {
    List<String> errors = new ArrayList<>();
    boolean done = false;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()));
        BufferedReader in =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      out.println(command);
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(".")) {
          output.accept(line.substring(1));
        } else if (line.startsWith("!")) {
          errors.add(line.substring(1));
        } else {
          done = true;
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "lost the supervisor of " + folder.path() + "; its log is " + folder.supervisorLog(), e);
    }
    if (!errors.isEmpty()) {
      throw new EnvironmentException(String.join("\n", errors));
    }
    if (!done) {
      throw new EnvironmentException(
          "the supervisor hung up in the middle; its log is " + folder.supervisorLog());
    }
  }
}
