using System.Numerics;
using System.Security.Cryptography;

namespace App.Sandbox.Inbox;

/// <summary>Verifies ed25519 by the formulas of RFC 8032 §5.1, slowly and without haste to hide anything: there is no secret in verifying. .NET has none of its own.</summary>
internal static class Ed25519Check
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121_665 * Inverse(121_666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode(Bytes(Mod(4 * Inverse(5))))!;
    private static readonly Point Zero = new(0, 1);

    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        if (publicKey.Length != 32 || signature.Length != 64 || Decode(publicKey) is not { } key || Decode(signature[..32]) is not { } r)
        {
            return false;
        }

        var s = Number(signature[32..]);
        var k = Number(SHA512.HashData([.. signature[..32], .. publicKey, .. message])) % Order;
        return s < Order && Times(Base, s) == Add(r, Times(key, k));
    }

    private static BigInteger Mod(BigInteger n) => ((n % P) + P) % P;

    private static BigInteger Inverse(BigInteger n) => BigInteger.ModPow(n, P - 2, P);

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true);

    private static byte[] Bytes(BigInteger n)
    {
        var bytes = new byte[32];
        n.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static Point? Decode(byte[] bytes)
    {
        var isOdd = bytes[31] >> 7;
        var y = Number([.. bytes[..31], (byte)(bytes[31] & 0x7f)]);
        if (y >= P)
        {
            return null;
        }

        var square = Mod(((y * y) - 1) * Inverse(Mod((D * y * y) + 1)));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        x = Mod((x * x) - square).IsZero ? x : Mod(x * RootOfMinusOne);
        return !Mod((x * x) - square).IsZero || (x.IsZero && isOdd == 1) ? null : new Point((int)(x & 1) == isOdd ? x : Mod(-x), y);
    }

    private static Point Add(Point a, Point b)
    {
        var both = Mod(D * Mod(a.X * b.X) * Mod(a.Y * b.Y));
        return new Point(
            Mod(((a.X * b.Y) + (b.X * a.Y)) * Inverse(Mod(1 + both))),
            Mod(((a.Y * b.Y) + (a.X * b.X)) * Inverse(Mod(1 - both))));
    }

    private static Point Times(Point point, BigInteger times)
    {
        var sum = Zero;
        for (var bit = (int)times.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            sum = ((times >> bit) & 1) == 1 ? Add(sum, point) : sum;
        }

        return sum;
    }

    private sealed record Point(BigInteger X, BigInteger Y);
}
