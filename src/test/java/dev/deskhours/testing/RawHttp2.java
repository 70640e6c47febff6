package dev.deskhours.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.restassured.RestAssured;

import dev.deskhours.auth.signature.WireRequest;

/** Sends one request over HTTP/2 without TLS, with whatever pseudo-headers: no client library improves it. */
public final class RawHttp2 {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    private static final int PRIORITY_LENGTH = 5;
    private static final int STREAM = 1;
    private static final int PATIENCE_MILLIS = 10_000;

    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    private RawHttp2() {}

    /** What came back; no status if the stream was reset. */
    public record Answer(String status, Http2Headers headers, String body) {}

    /** @param authority {@code null} = none */
    public static Answer send(WireRequest request, String scheme, String authority) {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .add(":method", request.method())
                .add(":path", request.target())
                .add(":scheme", scheme);
        if (authority != null) {
            headers.add(":authority", authority);
        }
        request.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase("Host"))
                .forEach(header -> headers.add(header.name().toLowerCase(Locale.ROOT), header.value()));
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RawHttp2().exchange(socket, headers, request.body());
        } catch (IOException | Http2Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private Answer exchange(Socket socket, Http2Headers headers, byte[] body) throws IOException, Http2Exception {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        write(out, SETTINGS, 0, 0, new byte[0]);
        ByteBuf block = Unpooled.buffer();
        new DefaultHttp2HeadersEncoder().encodeHeaders(STREAM, headers, block);
        int end = body.length == 0 ? END_STREAM : 0;
        write(out, HEADERS, END_HEADERS | end, STREAM, ByteBufUtil.getBytes(block));
        if (body.length > 0) {
            write(out, DATA, END_STREAM, STREAM, body);
        }
        return read(new DataInputStream(socket.getInputStream()));
    }

    private static void write(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    private Answer read(DataInputStream in) throws IOException, Http2Exception {
        Http2Headers headers = new DefaultHttp2Headers(false);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (boolean ended = false; !ended; ) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            int priority = type == HEADERS && (flags & PRIORITY) != 0 ? PRIORITY_LENGTH : 0;
            in.skipNBytes(priority);
            byte[] payload = in.readNBytes(length - priority);
            if (type == HEADERS) {
                headers = decoder.decodeHeaders(STREAM, Unpooled.wrappedBuffer(payload));
            } else if (type == DATA) {
                body.write(payload);
            }
            ended = type == RESET || type == GO_AWAY || type <= HEADERS && (flags & END_STREAM) != 0;
        }
        return new Answer(String.valueOf(headers.status()), headers, body.toString(StandardCharsets.UTF_8));
    }
}
