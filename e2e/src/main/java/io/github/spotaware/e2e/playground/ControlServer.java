package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Takes commands over a Unix domain socket: one line in, an answer of lines out. A line of the
 * answer begins with {@code .} for output or {@code !} for an error; the line {@code =} ends a
 * success.
 */
final class ControlServer {

  private ControlServer() {}

  /** Carries a command out. */
  @FunctionalInterface
  interface Commands {
    /**
     * Takes one command.
     *
     * @param output takes lines of the answer, and throws {@link ClientGoneException} when no one
     *     reads them
     * @throws RuntimeException with a message for people when it fails
     */
    void run(String command, Consumer<String> output);
  }

  /** The client hung up before its answer was complete. */
  static final class ClientGoneException extends RuntimeException {
    ClientGoneException() {
      super("the client hung up");
    }
  }

  /**
   * Listens, and serves each client on a thread of its own, as long as this process lives.
   *
   * @throws EnvironmentException when it cannot listen there
   */
  static void serve(Path socket, Commands commands) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofPlatform().name("control").daemon().start(() -> accept(server, commands));
    } catch (IOException e) {
      throw new EnvironmentException(
          "could not listen on " + socket + " (is its path longer than 100 characters?)", e);
    }
  }

  private static void accept(ServerSocketChannel server, Commands commands) {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> answer(client, commands));
      }
    } catch (IOException e) {
      System.err.println("the control socket is gone: " + e);
    }
  }

  private static void answer(SocketChannel channel, Commands commands) {
    try (channel;
        BufferedReader in =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      String command = in.readLine();
      if (command == null) {
        return;
      }
      try {
        commands.run(command, line -> send(out, "." + line));
        send(out, "=");
      } catch (ClientGoneException e) {
        throw e;
      } catch (RuntimeException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        message.lines().forEach(line -> send(out, "!" + line));
      }
    } catch (IOException | ClientGoneException e) {
      System.err.println("a client of the control socket is gone: " + e.getMessage());
    }
  }

  private static void send(PrintWriter out, String line) {
    out.println(line);
    if (out.checkError()) { // flushes
      throw new ClientGoneException();
    }
  }
}
