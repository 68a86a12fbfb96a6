import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** Reads one properties file in hexadecimal a line; prints what java.util.Properties makes of its bytes. */
public class Reading {
    static String hex(String s) {
        StringBuilder b = new StringBuilder();
        for (char c : s.toCharArray()) b.append(String.format("%04x", (int) c));
        return b.toString();
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, "US-ASCII");
        for (String line; (line = in.readLine()) != null; ) {
            byte[] raw = new byte[line.length() / 2];
            for (int i = 0; i < raw.length; i++) raw[i] = (byte) Integer.parseInt(line.substring(2 * i, 2 * i + 2), 16);
            StringJoiner pairs = new StringJoiner(" ");
            Properties p = new Properties() {
                @Override public synchronized Object put(Object key, Object value) {
                    pairs.add(hex((String) key) + "=" + hex((String) value));
                    return null;
                }
            };
            try {
                p.load(new ByteArrayInputStream(raw));
                out.println(pairs);
            } catch (IllegalArgumentException e) {
                out.println("refused");
            }
        }
        out.flush();
    }
}
