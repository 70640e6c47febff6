package dev.deskhours.web;

import java.nio.charset.StandardCharsets;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A request to go on in HTTP/2 that is incomplete ({@code Upgrade: h2c} alone) is answered by the server before any handler
 * sees it: without a body or its length, on a connection that stays open, so that its caller waits for ever. It gets the
 * answer that every other error gets (docs/spec/api.md, Errors).
 */
@RegisterForReflection
public final class RefusedUpgrades extends ChannelInitializerExtension {
    private static final String BARE = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n";

    /** To be called before the server starts. */
    static void watch() {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        connection.pipeline().addLast(new Replacement());
    }

    private static final class Replacement extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes && isBare(bytes)) {
                bytes.release();
                context.write(answer(), promise.unvoid().addListener(ChannelFutureListener.CLOSE));
            } else {
                context.write(message, promise);
            }
        }
    }

    private static boolean isBare(ByteBuf bytes) {
        return bytes.readableBytes() == BARE.length()
                && bytes.toString(StandardCharsets.US_ASCII).equals(BARE);
    }

    private static ByteBuf answer() {
        String json = ErrorBody.json(ErrorCode.BROKEN_RULE, "the upgrade to HTTP/2 is incomplete");
        String text = "HTTP/1.1 400 Bad Request\r\n" + RequestFilters.REQUEST_ID + ": " + RequestFilters.newRequestId()
                + "\r\nContent-Type: " + ErrorBody.JSON + "\r\nContent-Length: " + json.length()
                + "\r\nConnection: close\r\n\r\n" + json;
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
