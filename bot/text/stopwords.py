"""Function words: what a sentence is held together with and a search should not look for.

English and Indonesian by hand; a question word is one too, since the analysis reads it before it is dropped.
"""

_ENGLISH = """
a about above after again against all almost alone along already also although always am among an and
another any anybody anyone anything are aren't around as at be because been before being below between both
but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each either else
ever every everyone everything few for from further had hadn't has hasn't have haven't having he he's her
here hers herself him himself his how i i'm if in into is isn't it it's its itself just let's like many may
maybe me might more most much must my myself neither no nor not now of off often on once only or other
others ought our ours ourselves out over own per please quite rather really same shall she should shouldn't
since so some somebody someone something still such than that that's the their theirs them themselves then
there there's these they this those though through to too toward towards under until up upon us very was
wasn't we were weren't what what's when where which while who whom whose why will with within without won't
would wouldn't yet you your yours yourself yourselves s t d ll m re ve tell know does kind sort named called
actually according regarding
"""

_INDONESIAN = """
ada adakah adalah adapun agar akan akankah aku amat anda antar antara apa apabila apakah apalagi apapun atas
atau ataukah ataupun bagai bagaimana bagaimanakah bagi bahwa bahwasanya banyaknya beberapa begini begitu
belum benarkah berapa berapakah berupa bila bilamana bisa bisakah boleh buat bukan bukankah bukannya cuma
dalam dan dapat dapatkah dari daripada demi demikian dengan di dia diri dirinya dong dua duh enggak gak ga
guna hal hanya harus hendak hingga ia ialah ini inikah itu itukah iya jadi jangan jika jikalau juga justru
kah kalau kalian kami kamu kan kapan kapankah karena kau ke kemudian kenapa kepada ketika kini kita kok lagi
lah lain lainnya lalu lebih lewat maka makin mana manakah mari masih masing maupun melainkan melalui memang
mengapa mengapakah menjadi menurut mereka merupakan meski meskipun mungkin namun nah nanti ngga nggak nya
oleh olehnya pada padahal pak para pasti per pernah pula pun saat saatnya saja saling sambil sampai sang
sangat saya sebab sebagai sebagaimana sebelum sebuah secara sedang sedangkan segala sehingga sejak sekali
sekalipun seluruh semua sementara semakin sendiri seorang sepanjang seperti seraya sering serta sesuatu
setelah setiap si siapa siapakah siapapun sih suatu sudah sudahkah supaya tadi tak tanpa tapi telah tempat
tentang tentu tersebut terhadap tetap tetapi tiap tidak tidakkah tolong untuk untuknya usai walau walaupun
yaitu yakni yang yg dgn utk dr pd tdk krn sdh dimana dimanakah kemana darimana bernama bakal mau ingin saja
dimaksud seberapa mananya gimana sebutkan jelaskan
"""

# A folded token has lost its apostrophe.
STOPWORDS: frozenset[str] = frozenset(
    word.replace("'", "") for words in (_ENGLISH, _INDONESIAN) for word in words.split()
)
