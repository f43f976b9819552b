using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ClaimBook.Engine.Tests.Samples;

public sealed partial class SampleFileTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Sha256(5_000), Sha256(5_000));
        Assert.NotEqual(Sha256(5_000), Sha256(5_000, seed: 2));
    }

    [Fact]
    public void A_change_of_the_generator_is_noticed() =>
        Assert.Equal("C917EA16939791C400B8BF7C7FE132902385C2862C761F595D510D6100CA7675", Sha256(1_000));

    [Fact]
    public void A_longer_file_begins_like_a_shorter_one_up_to_its_last_agency()
    {
        var shorter = new GeneratedFile(1_000).Rows;
        var whole = shorter.TakeWhile(row => row.Agency != shorter[^1].Agency).Select(row => row.Fields).ToList();
        Assert.True(whole.Count > 500);
        Assert.Equal(whole, new GeneratedFile(2_000).Rows.Take(whole.Count).Select(row => row.Fields));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(999)]
    public void Any_number_of_rows_can_be_had(int rows) => Assert.Equal(rows, new GeneratedFile(rows).Rows.Count);

    [Fact]
    public void A_negative_number_of_rows_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneratedFile.Bytes(-1));

    [Fact]
    public void Numbers_have_no_trailing_zeros_and_no_exponents() =>
        Assert.All(new GeneratedFile(20_000).Rows, row =>
        {
            for (var column = 6; column < 19; column++)
                Assert.Matches(column is >= 9 and <= 13 ? Money() : Ratio(), row.Fields[column]);
        });

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d?[1-9])?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Money();

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d{0,8}[1-9])?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Ratio();

    static string Sha256(int rows, int seed = 1) => Convert.ToHexString(SHA256.HashData(GeneratedFile.Bytes(rows, seed)));
}
