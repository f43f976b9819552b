using System.Text;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class CsvReaderTests
{
    const int BufferBytes = 1 << 18;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_text_is_read_as_the_plain_reference_reads_it(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
            AssertReadsAsReference(RandomText(random, random.Next(120)), random);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Records_across_the_end_of_the_buffer_are_read_as_the_plain_reference_reads_them(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            var filler = string.Concat(Enumerable.Repeat(new string('x', 998) + ",\n", 263))[..(BufferBytes - 200)];
            AssertReadsAsReference(filler + "\n" + RandomText(random, 400), random);
        }
    }

    [Fact]
    public void A_record_of_almost_a_mebibyte_is_read_whole()
    {
        var text = new string('a', 500_000) + ",\"" + new string('b', 500_000) + "\"\r\nnext\r\n";

        Assert.Equal(
            [$"1 [{text[..500_000]}|{text[500_002..1_000_002]}] from {text[..1_000_003]}", "2 [next] from next"],
            Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1\n2\n\n3\n")]
    public void A_record_of_more_than_a_mebibyte_fails_and_names_its_line(string before)
    {
        var text = before + new string('a', 600_000) + "," + new string('b', 600_000);

        var failure = Assert.Throws<ClaimBookException>(() => Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));

        Assert.Equal($"Line {(before.Length == 0 ? 1 : 5)} is longer than 1048576 bytes; this is not a performance file.", failure.Message);
    }

    [Fact]
    public void More_fields_than_a_performance_file_has_are_counted_right()
    {
        var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(new string(',', 5000) + "\n")));

        Assert.True(reader.Read());
        Assert.Equal(5001, reader.FieldCount);
        Assert.Equal(new string(',', 4997), Encoding.UTF8.GetString(reader.Fields(2, 4999)));
    }

    [Fact]
    public void Text_is_UTF8_and_where_it_cannot_be_Windows_1252()
    {
        Assert.Equal("Müller", CsvReader.Decode("Müller"u8));
        Assert.Equal("Müller", CsvReader.Decode([(byte)'M', 0xfc, (byte)'l', (byte)'l', (byte)'e', (byte)'r']));
        Assert.Equal("€ – “x”", CsvReader.Decode([0x80, 0x20, 0x96, 0x20, 0x93, (byte)'x', 0x94]));
    }

    static void AssertReadsAsReference(string text, Random random)
    {
        var expected = CsvReference.Read(text).Select(r => r.ToString());
        var stream = new TricklingStream(
            Encoding.UTF8.GetBytes(text), random, atMost: random.Next(4) switch { 0 => 1, 1 => 7, 2 => 100, _ => int.MaxValue });
        Assert.Equal(expected, Read(stream));
    }

    static List<string> Read(Stream stream)
    {
        var reader = new CsvReader(stream);
        var records = new List<string>();
        while (reader.Read())
        {
            var fields = Enumerable.Range(0, reader.HasOpenQuote ? 0 : reader.FieldCount).Select(i => Encoding.UTF8.GetString(reader[i]));
            records.Add(new CsvRecord(reader.Line, Encoding.UTF8.GetString(reader.Raw), reader.HasOpenQuote, [.. fields]).ToString());
        }
        return records;
    }

    /// <summary>Text in which what matters to a CSV is frequent, and runs without it are longer than a vector now and then.</summary>
    static string RandomText(Random random, int length)
    {
        string[] pieces = ["a", "bc", "é", ",", ",", ",", "\"", "\"", "\"\"", "\n", "\r\n", "\r\n", "\r", ",\"", "\",", "\"\r\n", new string('x', random.Next(70))];
        var quotes = random.Next(3) > 0;
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var piece = pieces[random.Next(pieces.Length)];
            if (quotes || !piece.Contains('"'))
                text.Append(piece);
        }
        return text.ToString();
    }

    /// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
    sealed class TricklingStream(byte[] content, Random random, int atMost) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(
            buffer, offset, Math.Min(count, random.Next(1, atMost)));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, atMost))]);
    }
}
