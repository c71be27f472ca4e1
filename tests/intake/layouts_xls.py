"""The layouts of layouts.py as one .xls workbook (BIFF8, written by LibreOffice from write_ods), sheets 0, 1, 2 …

No library of ours writes .xls. To make it anew:
write_ods(path, {str(n): rows for n, rows in enumerate(LAYOUTS.values())}), `soffice --convert-to xls`,
then base64.b85encode(zlib.compress(content, 9)).
"""

import base64
import zlib

_PACKED = (
    "c-rlpS!^4}8GvU`Eh&<wZ27j8iE7J|E!(8zLw1~6ifkuBd<c?rv<Q%_$d$#KB8lZPvCtNkof>F?21t>Iz659k7y*J_DGIa?4N$vJ"
    "MGrJ65Fjm3z{#7@J}^ZO1hB3CGdo=EPp=eet-4apA!cX)fA`;+o%z3+*&&zj|Do;XTR++I5vdE05ry2HixAzXlOR4?6Ox2HB6N4>"
    "=H_bZxn@{Z;f_cZXgd|629dRS3q%8A1Y#6oE5sPYIK%|RHLeSgHi&B>u7lVPaXrKh5H~{H1aULOEfBXt+y-$w#17#zwb&`-W_a*n"
    "j1=MH5K2yx0;D#XAxjAxz+?Q^YsBVmgXc9Gn)!#%KVksIx<-Bx{~be~v;Ps1$-C+e*b?$F#1}}3^$o*jK0_Z=c!HO~lvo+A!yxmx"
    ")B$6S45N|?9;ZY9WI*2(g?=dpeNqDYqc`Dbg8Z0UyvMhX^PUO9AfW?d1bbc{<oER&-*)nC0=5$QIk)*U*QBA(`ZcTBuf5I&I8bTQ"
    "5U`OWCdt<yCChiTLyeJZtnYo&Dp<CezsdX5YviAE)YpF3Dbq7^uK!14dU=U@^3dt8LEQz_^B(v7YQ4T^0e$ZR`rQlYBlqavkb$>Z"
    "GRM;7tisc_S)HeAXH}lAn{DA~`>ZzilEggtDqQJl!}aqN6TaB$3TY<%FyRV)On9%&75bU*+jdttz=W<%u5geEm$$mYAtqEiT;VVi"
    "hC5whfC(S(bcG{VfyjeBgd>wqF=?t-NNFbhWxtU6n3V4qQa_Wvd`L(Kz6Fd+@VOxw5D7W|nneCee#7P*)nD-%(yQNK$uV~hvPMKn"
    "L|LSYNL7()BGpCOB2q)75s^kk+A7kRNaG?+h_sexKWVM9p5~WuC4*d+;5x>2X%M!9q~nvMYiYn$444%e|As=}CU478Fg@(%K3*x6"
    "@;S?f0u2`{1;?I&y-~ZEtz;Z1^mxfCWTC;%+|K7Mn|9Ihe@zuE`t*~$qp+vV!VKKfc*eF~DZ@RdQz<CTcrlZ^<=mpfMW<Mx<3nSo"
    ";ha;pS;$yA%f<mUoZOd6!PIRiUz#%MnOr_!rlT)A^t6+Od`Ak|oC%fp1=D7y_NP)%{-ILIF1~DKX;~DyO#4!OhoE7fHS@VFoh;ha"
    "%;#x2=UC;(s9C;9OBFjaWtMY=3v|MQ;})%yt$k7NW@&K}ayet>3Q)44LZM>jK|X6vTT!nXaz%Eq+p#V=Jy5jnk@0gpJ^9R753j)q"
    "r|6h@P@QKf6!(y*2FTnxN>7fBQtMKwXgiyI_b@SYl)mT-(Bh-!1&gMkNVKme^>GPW`<ycc_3zy{9Df#C25z_jWo08|&Y6J{oQ8U|"
    "Si4nh(}89`WoDcr+$K8<nrtYWwXJd)_MR)+7v1YTWmZZ~*|GQ0w9Hx%tkQkdu2>X~IF`&B3Or!s?1_;f+MTA8?j?KRB4eyx$FeeO"
    "pv1f{@!XCYUL_xmcy(Dm8m~Jq&hB((+A28I0f#EftomScBsB*#941#Zmx7G39^!ltxn87l)SF5q(NrP^FlGT1);+axFq7c$x8M2X"
    "k7p)EkH5(Evt<5?J6XpER9%K6H`LwSVh`V5;peuK9qbXbYq+cPd~Vt*)3eqqbgT#n^p05<DtXiH>`M1_4XuaHx$85}<E`5@`YO-h"
    ">wMb<h3V(v*704w{chNQb?=8)_I_AB-s9VU3+50JxJ8M7u8>}-SE||6Qi(hR*EYykc^wkzo2_d^wec>Q_fPKDkdw82cXlAH;W{Zm"
    "CkN=1I^7-Km$^L^5t0Ow<ViAboSLM7qzK9F;Z#pzcA6(KJKd9*U5k)pZfAHBvx|5Vvx|BXvuhQS!tG+7#O&gp#OxBD#O&BT{f&&W"
    "@>id79jjXF$yu@CPO2&Q9;)43AE_n-X2UXxayw?j?(g&RTJkg9oi?%|Cd<#-E^4Nh0fY<ConJ8g7m{i-@FouYBZtDF<sKZQ034*x"
    "aDApz19Vz|PG1n4B!Zz0xhg@fDj`>uk*n5_QV~)rLP|wQsR$_zA*CUtG=!9fkkS!SIzmcENa=w{Q9n{f2&4=jQlyF0{{$&nRFurO"
    "?#RLS>+rc(rv~V>I^BG)PEfBdd6MeGK?eJI99&dXgo@@#st*T++qEE641`L=lT;rLDz|GzsKgK|aZgfxIB49i9*2}4hgb+4Voe-Y"
    "=m^uugiBe{$noGNTnZW;6f`<0Xmn7Pb#xf?<B$x2L$Zm(ioikpuRVVRO~MvJWGzBu9YUlXA+jDJvH>9?BSaMROroM^5)D0*=xFr1"
    "U$j(&mWt3)5n5^>TBCln+C!k#-bAa3R*2DOBSLEvLTe*JYx62a>m@&0n?j(qsfpH#Kudq1Xay}DtiIK?E%&UTg+*$9Sz;@Cp4wK2"
    "Tgi{xwh*{&YvQ(wpP3rPO$%7j)9ZBq?~B><NNq<?XdQJ(&H9m|A&{a?q*ggn%f0x$GBA5&S(eugG>%2kI2J|YSSx}qhL+dkXw5Kz"
    "#<(>IPg;lP>wY|Uguru06VFw?N+<=Os05&>1fZy_h}FbL5mFLDsuLmgIRsGzL1Z9^b|7rxXx%Y})*W}&A@w~!Qr#ht>TV*nB9L;c"
    "IpRYq5`a|Xo)J$&y8FR`@NahJ?Q~?<g6xcCz)9ly8J?v3Adz@}QBN{_W0Lz#S<I7kA2KqxOL&qIu*~tUADP||$n-XmSw*9e)ZlZM"
    ")ZiphYWRDuE`;E&MG)*pC~1qVANDM=ez+TrQ;|icetQ;~`t_nwYwsf8i0xbC8?pU$&|UXKmkI%0stMhSfUZ^4<~($A0CaKybaDV-"
    "asXg*0ATexBS04k&_(NX^KhmRoGJn^9XOV`IQAhNbp%-oL1rM3(t$rw($O_ttZFzK=$Zza3`Wp3Bj~v-imn;u#}aiozVFBJKnNTU"
    "G;v%JI6jCU$o2=KLeNi*+;J?1Fp?IT5=PLJFpdzD0}%^aQ%s-{?*LjB*^ib*4x(j|Lv=XZ^y4rP0*8Sn4lC#>O7Y>K1mK_q;1ImH"
    "pd#1Tkn8Kn*$w3E5#;Pq<lZsl-f`sK_5F0!@0iCzIOehCb<Bq;NWOQmYwv%v{g&oC*$+jKpp})V`wnr^klptWUDr6pzS%vK%h<(o"
    "anhkDFJ-JeJ#u*Od2_<b=PlkfJdvB69Jo*alkdm=?i}I$Pmo{Vy!ze0e|l~z`TcJjWY4aj{)zP|U-7;FHz3xc1_k%0#mxVC@y=gX"
    "yz^HQ&jPpZxc^-syH9G|t`-{EUrPD;v&09#|KQDiTa#~m2g=|3>5on@KI?QZi2qrrz5AH-m31M#KP>0_|2&^M9}2RewHt)+9OQ13"
    "i)4bA<KmLre=Q$V+{t01@4vJ2+mF=zWEk?DhBiJ2W%yF4{1x9j_>J0)cz$}0<cSs9|Jj(j)c5~o@n0S857fp<1@3>En7r*rzzZgM"
    "n=p+-a<E@m<XYV#e{Bi%&+6+3Uj8Q_hYT-+#XWFo<rxTZ|BQd9`Tq|*{0H=CC07"
)
CONTENT = zlib.decompress(base64.b85decode(_PACKED))

_WITH_ERRORS = (
    "c-rk(U1(fI6h3qJ?{1Q2Z_-3<W8+$FnkG>yeQ2cCY?4+jSQ6SwgA{bLy_?2vepokPL2+B{gJ3}^;!8mac@f25&<6#RHy;#5$b&wmz7>7giXw$3"
    "*YBK}O|EMecGpt;*>gGbbLP&OGjo3C%(vgPEMNX`>lG@2eH5ToFG^t_O#$s<$04!|ZPoL<BH63MzY11N%{mN1e<2|2JYw`3HFX{Sn{b3?@Z~5@"
    "2Wc90md;Q$a2qVf&##g>s}=rNDb&}meSMDK9LEE|Qvc^z&;H*4Yy>s|HvyZ0F?|J43$PWq8Q2DF7n>lu9e4+D3ves219&HJn_2%ZQ!{Qy`ySKZ"
    "QI9vb6rwh?7!J{Ao4#U|i|(($B0dN%ie3B&JVCQ;8^g&=Dt@bANMuMVmSF)#x*sh?mq2Z%_l5eol>5c{011ls8;c&Z5+eHrDYr}6Og#Tnne&5C"
    "9)Mkb$=>tgYsLveY7p^nl9H4u9i^K$+8J!3dG@bI-Dx+Q%q)xF%+qgP+~=bUai;Thq5oPL-KvsK|2z6T&TgY~?$!SnO6j}G(EG~Jd&<zGf1zKr"
    ";8S_>xOVaZsax`4sax|wsW;~%Qn%$p-qT{c=fUZXptkemt8hz&Z&BGmqGJ~n{X|c4a4sB?Wx@px!tA}pWZjQ@sIkEA^94e^O=lH?y}h6kC==9q"
    "&C%iBM%cFz&h6h3@o&&x2@zp^Jsh2zoy|<TSy=P%%-nP?dj@RBu-ag1%0)Hg=90KkhEGjSCq3LFHth@Qdn9GI1K0J?Zfc7!8y%FKKLw>G?BFDJ"
    "#%|mqyK%to#@pAvJ3Kx*@RZQ=>(3L~Vd+yki;=}(kId+m@|^tJ1{cI1UBg|2?O-0|=4f)ljdzW{B)`2ZWfxfP5x6?A)7S1sJ1tNc*yU?qM!bna"
    "P$l0v>QjBHIHy=EdIG#{dO=PC_o5w>n)^I!DYD+T@O|X#<DOQpG{($fHA@v(D{aduwsquDF`=mqXjTbrMecchvy<s5^we6<lH=DsC4UA)Ia@?("
    "9_x{8gp3S>4H(>pAw4nT8;nq=qE1X^UY76*8qSvR(s@XS>_1kLzl7)jmS6apMwxHnF>MP4+gLSof@p=^nr)$5=+T0+K`LZXgUsVOyyU}HD}55y"
    "_X*KMP$Wsx5;KQvj*DmlE-_*I8L49W)lg0DrjYFf8gvfl*p`kBdgu|(nGR2;vNO-lq;v6u&!yZ<{K38V9ZQb8nT#u5F*KP@_y3*TQR&D~Gpu?f"
    "3f_P(EuVkum+K>^oOfQgsdwkc-?KuVH}1^i{U*Omm_vKq<e6h8*F0(R%~_M9UR@!!8ENk}^NLVOyBhhKVl92Wbm{&M=i-}?zwi2c2iW#XXeUgb"
    "TMVg=Pu6nue-hlx_n+*u#D+JT!>*K%>h^K0o~6??E^?f%TK-mv5c=)nRq?Jm9x2-CFxH)djg3HtXKGqM;Cq8rGKX#W(3+o&ASZNd)*r{qYTtix"
    "^H$Tb^eD|?|5M0KS@(xv1!>U<Q*y{zXFw?r-Ddqz73Y69@ZI%TjulcOgDVzTojm<D?EhY1uKxZP_yZD&7?1"
)
WITH_ERRORS = zlib.decompress(base64.b85decode(_WITH_ERRORS))
"""Supplier, Country, X; Acme, =NA(), =1/0; Beta, China, =A2: made like the other one from a .csv file."""
